using Microsoft.Extensions.Options;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>Makes the writer of whoever has taken the lead.</summary>
internal sealed class ChangeWriters(
    IServiceProvider services, IOptions<SegmentChangeOptions> options, IOptions<TopicOptions> topics, TimeProvider time)
{
    /// <exception cref="Confluent.Kafka.KafkaException">Kafka does not let it begin. The next may.</exception>
    public async Task<IChangeWriter> BeginAsync(CancellationToken cancellationToken) => options.Value.Transactional
        ? await FencedChangeWriter.BeginAsync(
            services.GetRequiredService<TransactionalProducerFactory>(), topics.Value.SegmentChanges, time, cancellationToken)

        // Of the services only now: it is a producer of its own.
        : new PlainChangeWriter(services.GetRequiredService<LastingProducer>(), topics.Value.SegmentChanges);
}
