using Confluent.Kafka;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>How one leader puts changes into the topic.</summary>
internal interface IChangeWriter : IAsyncDisposable
{
    /// <summary>Knows the topic's brokers.</summary>
    IClient Client { get; }

    /// <summary>Returns when the brokers have them all.</summary>
    /// <param name="changes">Of each customer one at most.</param>
    /// <param name="cancellationToken">They may have some of them all the same.</param>
    /// <exception cref="KafkaException">They have not. With a new writer it may succeed.</exception>
    Task WriteAsync(IReadOnlyList<SegmentChange> changes, CancellationToken cancellationToken);

    /// <summary>Writes another record, to a topic of its own; returns when the brokers have it.</summary>
    /// <inheritdoc cref="WriteAsync(IReadOnlyList{SegmentChange}, CancellationToken)" path="/exception"/>
    Task WriteAsync(string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken);
}
