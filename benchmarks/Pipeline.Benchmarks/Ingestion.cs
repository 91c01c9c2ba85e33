using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Pipeline.Benchmarks;

/// <summary>Writes batches of transactions at a rate, as the consumer does, and measures how long each takes.</summary>
internal sealed class Ingestion(IServiceProvider services, int customers, int rate)
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    private readonly BatchWriter _writer = new(
        services.GetRequiredService<IServiceScopeFactory>(),
        new CustomerNumbers(TimeProvider.System),
        new TransactionInserter(Options.Create(new IngestionOptions())),
        new SegmentScorer(services.GetRequiredService<ActiveModels>()),
        new IngestionClock(services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<IngestionClock>.Instance),
        NullLogger<BatchWriter>.Instance);

    private readonly Random _random = new(1);
    private readonly List<double> _milliseconds = [];
    private long _lastId = 1;

    /// <summary>The batches' times since the last call, sorted.</summary>
    public double[] TakeMilliseconds()
    {
        lock (_milliseconds)
        {
            double[] taken = [.. _milliseconds.Order()];
            _milliseconds.Clear();
            return taken;
        }
    }

    /// <summary>Until it is cancelled, on a thread of its own.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => rate == 0 ? Task.CompletedTask : Task.Factory.StartNew(
        () => Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (!cancellationToken.WaitHandle.WaitOne(Linger))
        {
            // What came in meanwhile, however long the last batch took.
            var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * rate);
            var batch = new IncomingMessage[Math.Min(10_000, due - sent)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = new IncomingMessage(
                    new ConsumeResult<byte[], byte[]>(),
                    new Transaction(_lastId++, _random.Next(customers) + 1, Math.Round(1 + (_random.NextDouble() * 500), 2), DateTime.UtcNow));
            }

            sent += batch.Length;
            var began = Stopwatch.GetTimestamp();
            for (var left = batch; left.Length > 0;)
            {
                left = left[_writer.WriteNext(left).Count..];
            }

            lock (_milliseconds)
            {
                _milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }
}
