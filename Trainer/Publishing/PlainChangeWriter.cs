using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>Sends each change by itself, for brokers without transactions. Nothing holds off a leader that has been replaced and does not know it.</summary>
internal sealed class PlainChangeWriter(LastingProducer producer, string topic) : IChangeWriter
{
    public IClient Client => producer.Client;

    public Task WriteAsync(IReadOnlyList<SegmentChange> changes, CancellationToken cancellationToken) =>
        Task.WhenAll(changes.Select(change => SendAsync(change, cancellationToken)));

    public Task WriteAsync(string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken) =>
        producer.ProduceAsync(topic, message, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task SendAsync(SegmentChange change, CancellationToken cancellationToken)
    {
        var message = ChangeMessage.Of(change);
        using var activity = SegmentChangeTelemetry.StartSend(topic, change, message);
        await producer.ProduceAsync(topic, message, cancellationToken);
    }
}
