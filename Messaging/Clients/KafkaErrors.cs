using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>What an error of a Kafka client asks for.</summary>
public static class KafkaErrors
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

    /// <summary>
    /// The producer will never send again. A delivery that fails for it has the error that was fatal, but not said to be: those of librdkafka's
    /// idempotent producer are a right that it has not, and a sequence of messages that was broken.
    /// </summary>
    public static bool EndsProducer(this Error error) => error.EndsClient() || error.Code
        is ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.TransactionalIdAuthorizationFailed
        or ErrorCode.OutOfOrderSequenceNumber
        or ErrorCode.UnknownProducerId
        or ErrorCode.InvalidProducerEpoch
        or ErrorCode.InvalidProducerIdMapping;

    /// <summary>Another attempt with the same client may succeed.</summary>
    public static bool MayPass(Exception exception) => exception is KafkaException kafka && !kafka.Error.EndsClient();
}
