using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Sends simulated transactions at the configured rate until it is stopped; then delivers what it has sent.</summary>
internal sealed partial class SimulationService : CriticalService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(10);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly TransactionPublisher _publisher;
    private readonly SimulationOptions _options;
    private readonly TopicOptions _topics;
    private readonly SimulationCounters _counters;
    private readonly TopicTail _tail;
    private readonly TimeProvider _time;
    private readonly ILogger<SimulationService> _logger;
    private readonly SimulationControl _control;
    private readonly ISimulationBrake? _brake;
    private readonly ICustomerSource? _customers;

    public SimulationService(
        IProducer<byte[], byte[]> producer,
        TransactionPublisher publisher,
        IOptions<SimulationOptions> options,
        IOptions<TopicOptions> topics,
        SimulationCounters counters,
        SimulationControl control,
        SimulationMetrics metrics,
        TopicTail tail,
        TimeProvider time,
        ILogger<SimulationService> logger,
        ISimulationBrake? brake = null,
        ICustomerSource? customers = null)
    {
        _producer = producer;
        _publisher = publisher;
        _options = options.Value;
        _topics = topics.Value;
        _counters = counters;
        _control = control;

        // Asked for so that it exists: it reports by itself.
        ArgumentNullException.ThrowIfNull(metrics);
        _tail = tail;
        _time = time;
        _logger = logger;
        _brake = brake;
        _customers = customers;
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var state = _options.Speed == 1 ? null : await Task.Run(() => Resume(stoppingToken), stoppingToken);
        var population = await Task.Run(() => PopulationFactory.Create(_options, _customers, state, stoppingToken), stoppingToken);
        var number = _options.ProducerNumber
            ?? await ProducerNumber.LeaseAsync(_producer, _topics.Producers, stoppingToken);
        _counters.ProducerNumber = number;
        LogStarted(_options.Rate, _options.Profile, number);
        var clock = state is null ? null : new SimulatedClock(state.Now, _options.Speed);
        if (state is not null)
        {
            LogSimulatedTime(_options.Speed, state.Now);
        }

        try
        {
            await SendAsync(population, clock, new TransactionIdGenerator(_time, number), stoppingToken);
        }
        finally
        {
            // Also when asked to stop: what was sent is delivered.
            await _publisher.FlushAsync(FlushTimeout);
        }
    }

    // On from where an earlier simulation stopped: the database knows, or, for who has none, the topic.
    private SimulationState Resume(CancellationToken cancellationToken) =>
        _customers?.ReadState(cancellationToken)
            ?? SimulationState.At(_tail.LatestTime(_topics.Transactions, _time.GetUtcNow().UtcDateTime, cancellationToken));

    private async Task SendAsync(IPopulation population, SimulatedClock? clock, TransactionIdGenerator ids, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick);
        var due = 0.0;
        for (var last = Stopwatch.GetTimestamp(); await timer.WaitForNextTickAsync(cancellationToken);)
        {
            var elapsed = Stopwatch.GetElapsedTime(last);
            last = Stopwatch.GetTimestamp();
            if (_control.IsPaused || _brake is { IsOn: true })
            {
                continue;
            }

            population.Advance(clock?.Advance(elapsed) ?? elapsed);

            // After a pause of the process, no burst of more than a second's worth.
            due = Math.Min(due + (elapsed.TotalSeconds * _options.Rate * population.Flow), Math.Max(1, _options.Rate));
            for (; due >= 1; due--)
            {
                var (payer, amount) = population.NextPayment();
                var transaction = new Transaction(ids.Next(), payer.CustomerId, amount, clock?.Now ?? _time.GetUtcNow().UtcDateTime)
                {
                    ExternalCustomerId = payer.ExternalId,
                };
                await _publisher.PublishAsync(transaction, cancellationToken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Simulating {Rate} transactions/s, {Profile} profile, as producer {Number}")]
    private partial void LogStarted(double rate, SimulationProfile profile, int number);

    [LoggerMessage(2, LogLevel.Information, "The customers' time goes on at {Time:u}, {Speed} seconds in one")]
    private partial void LogSimulatedTime(double speed, DateTime time);
}
