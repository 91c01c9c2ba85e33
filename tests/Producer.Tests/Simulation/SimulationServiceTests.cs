using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public sealed class SimulationServiceTests : IDisposable
{
    private readonly BrokerClients _broker = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Everything_sent_before_a_stop_is_delivered_valid_and_has_an_id_of_its_own()
    {
        using var host = Host(("ProducerNumber", null));
        var counters = await StartAsync(host);
        await UntilAsync(() => counters.Delivered >= 200);

        await host.StopAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);

        Assert.Equal((counters.Sent, 0), (counters.Delivered, counters.Failed));
        Assert.Equal(counters.Delivered, _broker.Count(BrokerClients.Topics.Transactions));
        Assert.Equal(0, counters.ProducerNumber);
        var ids = _broker.Read(BrokerClients.Topics.Transactions, counters.Delivered).Select(message =>
        {
            Assert.Null(TransactionCodec.TryDecode(message.Message.Value, DateTime.UtcNow, out var transaction));
            return transaction.TransactionId;
        });
        Assert.Equal(counters.Delivered, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_restarted_producer_gives_other_ids()
    {
        var ids = new HashSet<long>();
        var sent = 0L;
        for (var start = 0; start < 2; start++)
        {
            using var host = Host(("ProducerNumber", null));
            var counters = await StartAsync(host);
            await UntilAsync(() => counters.Delivered >= 50);
            await host.StopAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
            Assert.Equal(start, counters.ProducerNumber);
            sent += counters.Delivered;
        }

        foreach (var message in _broker.Read(BrokerClients.Topics.Transactions, sent))
        {
            TransactionCodec.TryDecode(message.Message.Value, DateTime.UtcNow, out var transaction);
            Assert.True(ids.Add(transaction.TransactionId));
        }
    }

    [Fact]
    public async Task A_brake_holds_it_back_until_it_is_released()
    {
        var brake = new Brake { IsOn = true };
        using var host = Host(services => services.AddSingleton<ISimulationBrake>(brake));
        var counters = await StartAsync(host);

        // Asked again and again, and not one transaction sent.
        await UntilAsync(() => brake.Asked > 20);
        Assert.Equal(0, counters.Sent);

        brake.IsOn = false;
        await UntilAsync(() => counters.Delivered > 0);
        await host.StopAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
    }

    [Fact]
    public async Task A_paused_simulation_sends_nothing_until_it_resumes()
    {
        using var paused = Host(("ProducerNumber", "5"));
        using var other = Host(("ProducerNumber", "6"));
        var control = paused.Services.GetRequiredService<SimulationControl>();
        control.Pause();
        var counters = await StartAsync(paused);
        await UntilAsync(() => counters.ProducerNumber is not null);

        // What another has sent meanwhile, this one would have sent too.
        var others = await StartAsync(other);
        await UntilAsync(() => others.Delivered > 200);
        Assert.Equal(0, counters.Sent);

        control.Resume();
        await UntilAsync(() => counters.Delivered > 0);
        await Task.WhenAll(paused.StopAsync(CancellationToken), other.StopAsync(CancellationToken)).WaitAsync(Eventually.Limit, CancellationToken);
    }

    [Fact]
    public async Task Customers_time_passes_at_its_speed_and_a_restarted_producer_goes_on_where_it_stood()
    {
        var began = DateTime.UtcNow;
        var times = new List<DateTime>();
        foreach (var number in (string[])["5", "6"])
        {
            using var host = Host(
                services => services.AddSingleton<TailConsumer>(
                    () => new ConsumerConfig { BootstrapServers = _broker.Broker.BootstrapServers, GroupId = "tail", FetchWaitMaxMs = 10 }), ("ProducerNumber", number), ("Speed", "3600"));
            var counters = await StartAsync(host);
            await UntilAsync(() => counters.Delivered >= 500);
            await host.StopAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);

            var sent = _broker.Read(BrokerClients.Topics.Transactions, times.Count + counters.Delivered).Select(message =>
            {
                Assert.Null(TransactionCodec.TryDecode(message.Message.Value, DateTime.MaxValue.AddDays(-1), out var transaction));

                // What is measured from here on, such as the delay, is in real time.
                Assert.InRange(message.Message.Timestamp.UtcDateTime, began.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1));
                return transaction;
            }).Where(transaction => transaction.Time > times.LastOrDefault()).Select(transaction => transaction.Time).Order().ToList();

            // A thousand a second, an hour a second: from the first to the last of 500 half an hour.
            Assert.InRange((sent[^1] - sent[0]).TotalMinutes, 0.9 * 60 * counters.Delivered / 1000, 1.1 * 60 * counters.Delivered / 1000);
            times.AddRange(sent);
        }

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Without_a_speed_times_are_the_real_ones()
    {
        var began = DateTime.UtcNow.AddSeconds(-1);
        using var host = Host();
        var counters = await StartAsync(host);
        await UntilAsync(() => counters.Delivered >= 200);
        await host.StopAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);

        Assert.All(_broker.Read(BrokerClients.Topics.Transactions, counters.Delivered), message =>
        {
            Assert.Null(TransactionCodec.TryDecode(message.Message.Value, DateTime.UtcNow, out var transaction));
            Assert.InRange(transaction.Time, began, DateTime.UtcNow);
        });
    }

    [Fact]
    public async Task A_customers_file_that_is_missing_stops_the_host()
    {
        var exitCode = Environment.ExitCode;
        try
        {
            using var host = Host(("Profile", "Realistic"), ("CustomersFile", Path.Combine(AppContext.BaseDirectory, "none.csv")));
            var run = host.RunAsync(CancellationToken);

            Assert.Same(run, await Task.WhenAny(run, Task.Delay(Eventually.Limit, CancellationToken)));
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = exitCode;
        }
    }

    [Theory]
    [InlineData("Rate", "0")]
    [InlineData("Rate", "1000001")]
    [InlineData("Speed", "0.5")]
    [InlineData("Speed", "100001")]
    [InlineData("ProducerNumber", "1024")]
    [InlineData("DriftPerMinute", "1.5")]
    [InlineData("Customers", "0")]
    [InlineData("CustomersFile", "")]
    public async Task An_option_out_of_its_range_is_named_at_the_start(string name, string value)
    {
        using var host = Host((name, value));

        var refusal = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(CancellationToken));

        Assert.Contains(name, refusal.Message);
    }

    private IHost Host(params (string Name, string? Value)[] options) => Host(_ => { }, options);

    private IHost Host(Action<IServiceCollection> configure, params (string Name, string? Value)[] options)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Profile"] = "Uniform", ["Rate"] = "1000", ["ProducerNumber"] = "5" }
                .Concat(options.Select(option => KeyValuePair.Create(option.Name, option.Value)))
                .GroupBy(option => option.Key)
                .Select(option => KeyValuePair.Create($"{SimulationOptions.Section}:{option.Key}", option.Last().Value)));
        builder.Services.AddSingleton(new KafkaClientFactory(builder.Configuration));
        builder.Services.AddSingleton<IProducer<byte[], byte[]>>(_ => _broker.Producer());
        configure(builder.Services);
        builder.AddSimulation();
        return builder.Build();
    }

    private static async Task<SimulationCounters> StartAsync(IHost host)
    {
        await host.StartAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
        return host.Services.GetRequiredService<SimulationCounters>();
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !reached(); await Task.Delay(10, CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Limit, "It did not come to it in time.");
        }
    }

    private sealed class Brake : ISimulationBrake
    {
        private int _asked;
        private volatile bool _isOn;

        public int Asked => _asked;

        public bool IsOn
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return _isOn;
            }
            set => _isOn = value;
        }
    }
}
