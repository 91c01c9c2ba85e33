using System.Collections.Concurrent;
using Confluent.Kafka;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

/// <summary>Reads dead letters as they come: the broker in memory keeps only the last 5 MiB of them.</summary>
internal sealed class DeadLetterReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ConsumeResult<byte[], byte[]>> _letters = new();
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly TopicPartition _partition;
    private readonly Task _reading;
    private long _next;

    public DeadLetterReader(TestKafka kafka)
    {
        _partition = new TopicPartition(kafka.Topics.DeadLetters, 0);
        var config = kafka.ConsumerConfig();
        config.GroupId += "-dead-letter-reader";
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        _consumer.Assign(new TopicPartitionOffset(_partition, Offset.Beginning));
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public IReadOnlyCollection<ConsumeResult<byte[], byte[]>> Letters => _letters;

    /// <summary>Waits until everything that is in the topic now has been read.</summary>
    public async Task CatchUpAsync()
    {
        var end = await Task.Run(() => _consumer.QueryWatermarkOffsets(_partition, Eventually.Limit).High.Value);
        await Eventually.TrueAsync(
            () => _reading.IsFaulted || Interlocked.Read(ref _next) >= end, "the dead letters are read");
        if (_reading.IsFaulted)
        {
            await _reading;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.WaitAsync(Eventually.Limit, CancellationToken.None);
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(TimeSpan.FromMilliseconds(50)) is { IsPartitionEOF: false } letter)
            {
                // A gap here would be a fault of this test: dead letters that came too fast for its reader.
                Assert.Equal(_next, letter.Offset.Value);
                _letters.Enqueue(letter);
                Interlocked.Exchange(ref _next, letter.Offset.Value + 1);
            }
        }
    }
}
