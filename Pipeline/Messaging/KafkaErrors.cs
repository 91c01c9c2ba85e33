using Confluent.Kafka;

namespace SegmentationUpdates.Pipeline.Messaging;

/// <summary>What an error of a Kafka client asks for.</summary>
internal static class KafkaErrors
{
    /// <summary>
    /// The client will never work again. The first error says so itself; whoever uses the client afterwards gets
    /// <see cref="ErrorCode.Local_Fatal"/>, which does not.
    /// </summary>
    public static bool EndsClient(this Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.IsFatal || error.Code == ErrorCode.Local_Fatal;
    }

    /// <summary>Another attempt with the same client may succeed.</summary>
    public static bool MayPass(Exception exception) => exception is KafkaException kafka && !kafka.Error.EndsClient();
}
