using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// The consumer: takes transactions from Kafka in batches and has each batch in the database before its offsets are committed. Delivery
/// is at least once, the write is idempotent, so the effect is exactly once, also when the process is killed at any moment. The loop has
/// a thread of its own, because everything in it waits.
/// </summary>
internal sealed partial class IngestionService(
    IConsumer<byte[], byte[]> consumer,
    PartitionAssignment assignment,
    BatchWriter writer,
    IngestionClock clock,
    DeadLetterPublisher deadLetters,
    IngestionInstruments instruments,
    IOptions<IngestionOptions> options,
    IOptions<TopicOptions> topics,
    IEnumerable<KafkaClientSettings> clients,
    TimeProvider time,
    ILoggerFactory loggers) : CriticalService
{
    private readonly string _group = clients.Select(client => client.Config).OfType<ConsumerConfig>().FirstOrDefault()?.GroupId
        ?? KafkaClientDefaults.ConsumerGroup;

    private readonly ILogger _logger = loggers.CreateLogger<IngestionService>();

    protected override Task RunAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stoppingToken)
    {
        try
        {
            if (TryReadClock(stoppingToken))
            {
                consumer.Subscribe(topics.Value.Transactions);
                LogStarted(topics.Value.Transactions);
                Loop(stoppingToken);
            }
        }
        catch (Exception e)
        {
            instruments.Health.Fail(e.Message);
            throw;
        }
        finally
        {
            // Leaves the group at once, so that others take over without waiting for a session to expire.
            consumer.Close();
        }
    }

    // Whether a message's time can be right is known by it. False when the stop came first.
    private bool TryReadClock(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(options.Value.RetryDelay, options.Value.MaxRetryDelay);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                clock.Read();
                return true;
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e))
            {
                var reason = e.GetBaseException().Message;
                var delay = backoff.Next();
                LogNoDatabase(reason, delay.TotalSeconds);
                instruments.Health.Fail(reason);
                stoppingToken.WaitHandle.WaitOne(delay);
            }
        }

        return false;
    }

    private void Loop(CancellationToken stoppingToken)
    {
        var gaps = new OffsetGaps(consumer, instruments.Counters, time, loggers.CreateLogger<OffsetGaps>());
        var offsets = new OffsetCommits(consumer, loggers.CreateLogger<OffsetCommits>());
        var collector = new BatchCollector(consumer, assignment, gaps, offsets, options.Value, clock);
        var session = new ConsumerSession(consumer, collector, offsets, topics.Value.Transactions, _group);
        var ingestion = new BatchIngestion(session, writer, deadLetters, instruments, options.Value, time, _logger);

        while (!stoppingToken.IsCancellationRequested)
        {
            Batch batch;
            try
            {
                batch = collector.Collect(stoppingToken);
            }
            catch (ConsumeException e) when (KafkaErrors.MayPass(e))
            {
                // The topic is not there yet, or the broker is away: the client goes on trying by itself.
                instruments.Health.Fail(e.Error.Reason);
                LogConsumeFailed(e.Error.Reason);
                continue;
            }

            if (batch.Count > 0)
            {
                ingestion.Ingest(batch, stoppingToken);
            }
            else
            {
                offsets.Commit(batch.NextOffsets);
            }

            instruments.Health.Beat();
        }

        gaps.SettleAll();
    }

    [LoggerMessage(1, LogLevel.Information, "Ingesting from topic {Topic}")]
    private partial void LogStarted(string topic);

    [LoggerMessage(2, LogLevel.Warning, "Cannot consume: {Reason}")]
    private partial void LogConsumeFailed(string reason);

    [LoggerMessage(3, LogLevel.Warning, "The database cannot be read ({Reason}); trying again in {Delay:0.0} s")]
    private partial void LogNoDatabase(string reason, double delay);
}
