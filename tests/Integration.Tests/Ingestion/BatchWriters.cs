using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

/// <summary>The ingestion's way into the database, without Kafka.</summary>
internal sealed class BatchWriters(TestDatabase database) : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(database.HostConnectionString))
        .BuildServiceProvider();

    /// <summary>The writers': it has not been read.</summary>
    public IngestionClock Clock => field ??= new(
        _services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<IngestionClock>.Instance);

    /// <param name="copyThreshold">Batches from this size on go by COPY.</param>
    public BatchWriter Create(int copyThreshold = int.MaxValue) => new(
        _services.GetRequiredService<IServiceScopeFactory>(),
        new CustomerNumbers(TimeProvider.System),
        new TransactionInserter(Options.Create(new IngestionOptions { CopyThreshold = copyThreshold })),
        new SegmentScorer(new ActiveModels()),
        Clock,
        NullLogger<BatchWriter>.Instance);

    public static IncomingMessage[] Messages(params IEnumerable<Transaction> transactions) =>
    [
        .. transactions.Select((transaction, i) => new IncomingMessage(
            new ConsumeResult<byte[], byte[]> { TopicPartitionOffset = new TopicPartitionOffset("topic", 0, i) }, transaction)),
    ];

    /// <summary>Writes all of a batch, in as many pieces as it takes.</summary>
    public static BatchOutcome Write(BatchWriter writer, params IEnumerable<Transaction> transactions)
    {
        var left = Messages(transactions);
        var outcome = BatchOutcome.None;
        while (left.Length > 0)
        {
            var (count, next) = writer.WriteNext(left);
            outcome += next;
            left = left[count..];
        }

        return outcome;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
