using System.Collections.Concurrent;
using System.Security.Cryptography;
using Confluent.Kafka;
using SegmentationUpdates.Fault.Tests.Ingestion;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>What is sent, all the time, and the book of it. Who sends holds the hand, so that the book and the topic have the same.</summary>
internal sealed class SoakTraffic(SoakServers servers, int seed) : IAsyncDisposable
{
    public const int Customers = 1_000;
    private const int Portion = 60, MostWaiting = 20_000, PortionsBetweenLooks = 20;
    private const long HostileIds = 1_000_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _hand = new(1, 1);
    private readonly Payments _payments = new(seed);
    private readonly HostileMessages _hostile = new(seed, Customers, HostileIds);
    private readonly List<Transaction> _sent = [];
    private readonly ConcurrentDictionary<string, string> _rejected = new(StringComparer.Ordinal);
    private readonly Random _random = new(seed);
    private IProducer<byte[], byte[]> _producer = NewProducer(servers);
    private int _booked;

    public ProfileBook Book { get; private set; } = null!;

    /// <summary>What has to be dead letters: the reason by what the message holds.</summary>
    public IReadOnlyDictionary<string, string> Rejected => _rejected;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<SoakTraffic> StartAsync()
    {
        Book = await ProfileBook.OpenAsync(servers.Database);
        return this;
    }

    /// <summary>Sends until it is cancelled; waits for consumers that are far behind, because the broker in memory holds little.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var portions = 1; !cancellationToken.IsCancellationRequested; portions++)
        {
            await AloneAsync(() => SendAsync(_payments.Many(Portion, Customers)));
            while (portions % PortionsBetweenLooks == 0 && !cancellationToken.IsCancellationRequested
                && await Task.Run(servers.Kafka.Lag, Cancel) > MostWaiting)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task SendHostileAsync(int count) => AloneAsync(async () =>
    {
        HostileMessage[] messages = [_hostile.NextLarge(), .. _hostile.Next(count)];
        Book.Add(_hostile.Good.Skip(_booked));
        _booked = _hostile.Good.Count;
        foreach (var message in messages.Where(message => message.Reason is not null))
        {
            _rejected[Fingerprint(message.Value)] = message.Reason!.Value.ToText();
        }

        await DeliverAsync([.. messages.Select(message => new Message<byte[], byte[]> { Key = message.Key!, Value = message.Value! })]);
    });

    /// <summary>Sends stored transactions again, and others under the ids of stored ones.</summary>
    public Task SendConflictsAsync(int count) => AloneAsync(async () =>
    {
        if (_sent.Count == 0)
        {
            return;
        }

        List<Message<byte[], byte[]>> messages = [];
        for (var i = 0; i < count; i++)
        {
            var original = _sent[_random.Next(_sent.Count)];
            var other = TestKafka.Message(original with { Amount = original.Amount + 1 + i });
            _rejected[Fingerprint(other.Value)] = RejectionReason.IdConflict.ToText();
            messages.AddRange([TestKafka.Message(original), other]);
        }

        await DeliverAsync(messages);
    });

    /// <summary>Has some transactions sent in another way.</summary>
    public Task SendByAsync(Func<Transaction[], Task> send) => AloneAsync(async () =>
    {
        var transactions = _payments.Many(20, Customers);
        Book.Add(transactions);
        await send(transactions);
        _sent.AddRange(transactions);
    });

    public Task RestartProducerAsync() => AloneAsync(() =>
    {
        Replace();
        return Task.CompletedTask;
    });

    /// <summary>Does something while nothing is sent.</summary>
    public async Task AloneAsync(Func<Task> action)
    {
        await _hand.WaitAsync(Cancel);
        try
        {
            await action();
        }
        finally
        {
            _hand.Release();
        }
    }

    public static string Fingerprint(byte[]? value) => Convert.ToHexString(SHA256.HashData(value ?? []));

    public ValueTask DisposeAsync()
    {
        _producer.Dispose();
        _hand.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(Transaction[] transactions)
    {
        Book.Add(transactions);
        await DeliverAsync([.. transactions.Select(TestKafka.Message)]);
        _sent.AddRange(transactions);
    }

    // What a broker has not acknowledged is sent again, and may be there twice: that changes nothing.
    private async Task DeliverAsync(IReadOnlyList<Message<byte[], byte[]>> messages)
    {
        for (var left = messages; left.Count > 0;)
        {
            var sent = left
                .Select(message => (Message: message, Delivery: _producer.ProduceAsync(servers.Kafka.Topics.Transactions, message, Cancel)))
                .ToList();
            await ((Task)Task.WhenAll(sent.Select(one => one.Delivery))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left = [.. sent.Where(one => !one.Delivery.IsCompletedSuccessfully).Select(one => one.Message)];
            if (sent.Any(one => one.Delivery.Exception?.InnerException is KafkaException e && e.Error.EndsProducer()))
            {
                Replace();
            }
        }
    }

    // The broker in memory forgets an answer when it is broken at the wrong moment, and the client would wait a minute for it.
    private static IProducer<byte[], byte[]> NewProducer(SoakServers servers) =>
        new ProducerBuilder<byte[], byte[]>(new ProducerConfig(servers.Kafka.Settings.Producer()) { SocketTimeoutMs = 10_000 })
            .SetLogHandler((_, _) => { })
            .Build();

    private void Replace()
    {
        _producer.Dispose();
        _producer = NewProducer(servers);
    }
}
