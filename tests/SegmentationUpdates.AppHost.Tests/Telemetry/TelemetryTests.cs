using SegmentationUpdates.AppHost.Tests.Model;
using SegmentationUpdates.AppHost.Tests.Running;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_collector_hears_of_the_work_and_not_of_those_who_look_for_some()
    {
        using var collector = Collector.Start();

        // What the AppHost starts inherits it.
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        try
        {
            await using var application = await RunningApplication.StartAsync(
                ApplicationModel.Local, $"--Segmentation:OtlpEndpoint={collector.Address}");
            await application.WaitUntilHealthyAsync("producer");
            await application.WaitUntilHealthyAsync("dashboard");
            await application.DeliverAsync(more: 1_000);

            foreach (var span in new[] { "send transactions", "process transactions", "score customers", "train model", "apply model" })
            {
                await Condition.BecomesTrueAsync(
                    $"a span '{span}' arrives",
                    () => Task.FromResult(collector.Text("traces").Contains(span, StringComparison.Ordinal)),
                    arrived => arrived,
                    Limit);
            }

            await Condition.BecomesTrueAsync(
                "our own log records arrive",
                () => Task.FromResult(collector.Text("logs").Contains("Simulating", StringComparison.Ordinal)),
                arrived => arrived,
                Limit);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        }

        Assert.DoesNotContain("pg_try_advisory_lock", collector.Text("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("Executed DbCommand", collector.Text("logs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Request starting", collector.Text("logs"), StringComparison.Ordinal);
    }
}
