using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Telemetry;

public sealed partial class MetricTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task The_documented_metrics_are_those_that_are_measured_and_agree_with_what_was_done()
    {
        await Database.AddAsync(TestCustomers.Take(4_000));
        await using var consumer = PipelineHost.WithConsumer(Database, Kafka);
        await using var simulation = PipelineHost.WithSimulation(
            Kafka, ("Simulation:Rate", "500"), ("Simulation:CustomersFile", TestCustomers.File));
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = Listen(sums, [consumer, simulation]);
        await consumer.StartAsync();
        await Database.WaitForModelsAsync(1);
        await simulation.StartAsync();
        await Eventually.TrueAsync(() => consumer.Ingestion.Ingested >= 500, "transactions are ingested");
        await simulation.StopAsync();
        await Kafka.ProduceAsync(new Message<byte[], byte[]> { Value = "no transaction"u8.ToArray() });
        await Kafka.WaitForGroupAsync();

        // The gauges of the leader come with its first look at the sizes, and are read while it leads.
        await Eventually.TrueAsync(
            () =>
            {
                sums.TryRemove("segmentation.segment.customers", out _);
                listener.RecordObservableInstruments();
                return sums.GetValueOrDefault("segmentation.segment.customers") == 4_000;
            },
            "every customer is counted in a segment");

        Assert.Equal(Documented(), sums.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(consumer.Ingestion.Processed, sums["segmentation.batch.size"]);
        Assert.Equal(1, sums["segmentation.messages.dead_lettered"]);
        Assert.True(sums["segmentation.transaction.delay"] > 0 && sums["messaging.process.duration"] > 0);
        Assert.True(sums["segmentation.reclustering.duration"] > 0);
    }

    // Adds up what is recorded. Meters belong to a host's factory: that tells these two hosts from those of other tests.
    private static MeterListener Listen(ConcurrentDictionary<string, double> sums, PipelineHost[] hosts)
    {
        var scopes = hosts.Select(host => (object)host.Services.GetRequiredService<IMeterFactory>()).ToHashSet();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("SegmentationUpdates.", StringComparison.Ordinal) && scopes.Contains(instrument.Meter.Scope!))
                {
                    sums.TryAdd(instrument.Name, 0);
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
    }

    // The first column of the tables in docs/telemetry.md.
    private static IEnumerable<string> Documented()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SegmentationUpdates.sln")))
        {
            folder = folder.Parent;
        }

        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "telemetry.md"));
        return MetricRow().Matches(text).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(
        @"^\| `(?<name>(segmentation|messaging)\.[a-z_.]+)` \| (counter|gauge|histogram|up-down counter) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MetricRow();
}
