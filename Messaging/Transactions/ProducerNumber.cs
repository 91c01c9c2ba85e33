using System.Text;
using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>
/// A number that no other producer has at the same time, without a registry: a record is written to a topic of one partition, and the
/// broker's offset for it is the number. It grows with every start, so a restarted producer never has its predecessor's number either,
/// until <see cref="Limit"/> starts later.
/// </summary>
public static class ProducerNumber
{
    /// <summary>Numbers repeat after this many starts: ten bits of a transaction id hold them.</summary>
    public const int Limit = 1024;

    /// <exception cref="KafkaException">The record could not be written.</exception>
    public static async Task<int> LeaseAsync(IProducer<byte[], byte[]> producer, string topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(producer);
        var owner = Encoding.UTF8.GetBytes($"{Environment.MachineName} {Environment.ProcessId}");
        var result = await producer.ProduceAsync(topic, new Message<byte[], byte[]> { Value = owner }, cancellationToken);
        return (int)(result.Offset.Value % Limit);
    }
}
