using Microsoft.Extensions.Logging;
using SegmentationUpdates.AppHost.Tests.Telemetry;

namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>What a collector gets from the running services.</summary>
[Collection<OneApplication>]
public sealed class TelemetryTests(ApplicationFixture fixture) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task One_trace_leads_from_a_transaction_through_its_statements_to_the_change_of_segment_that_is_published()
    {
        var (application, collector) = await fixture.StartedWithCollectorAsync();
        await application.WaitUntilHealthyAsync("producer");
        await application.WaitForAsync(
            "there is a model", "SELECT count(*) FROM clustering_models WHERE is_active AND applied_at IS NOT NULL", models => models == 1);

        // From here on each batch puts those of its customers back who belong elsewhere.
        await application.ExecuteAsync("UPDATE customer_segments SET segment = 'High-value'");
        await application.PressAsync("producer", "Resume");
        var published = await Condition.BecomesTrueAsync(
            "a change of segment is published in a trace",
            () => Task.FromResult(collector.Spans.FirstOrDefault(span => span.Name == "send segment-changes" && IsComplete(span.TraceId))),
            span => span is not null,
            Limit);

        var trace = collector.Spans.Where(span => span.TraceId == published!.TraceId).ToList();
        var send = Assert.Single(trace, span => span.IsRoot);
        AssertMessaging(send, "producer", "send", SpanKind.Producer, "transactions");
        Assert.True(send.Attributes.ContainsKey("messaging.destination.partition.id"));
        var process = Assert.Single(trace, span => span.ParentId == send.SpanId);
        AssertMessaging(process, "consumer", "process", SpanKind.Consumer, "transactions");
        Assert.Equal("segmentation", process.Attributes["messaging.consumer.group.name"]);
        var score = Assert.Single(trace, span => span.ParentId == process.SpanId && span.Kind == SpanKind.Internal);
        Assert.Equal("score customers", score.Name);
        AssertMessaging(published!, "trainer", "send", SpanKind.Producer, "segment-changes");
        Assert.Equal(score.SpanId, published!.ParentId);

        // The first batch opens the connection that it writes by, and one in a second looks whether customers have ids of the bank's own.
        AssertStatement(
            Assert.Single(
                trace,
                span => span.ParentId == process.SpanId
                    && span.Kind == SpanKind.Client
                    && span.Name is not ("CONNECT segmentation" or "SELECT customer_external_ids")),
            "SELECT hold_active_model; SELECT ingest_batch");
        Assert.All(
            trace.Where(span => span.ParentId == score.SpanId && span.Kind == SpanKind.Client),
            span => AssertStatement(span, "SELECT customer_segments", "SELECT clustering_models", "SELECT assign_segments"));
        Assert.Contains(trace, span => span.ParentId == score.SpanId && span.Name == "SELECT assign_segments");

        // Services send what they have once a second, each by itself. Now and then a trace begins with a batch of which no sending was sampled.
        bool IsComplete(string id) =>
            collector.Spans.Any(span => span.TraceId == id && span.IsRoot && span.Name == "send transactions")
            && collector.Spans.Any(span => span.TraceId == id && span.Name == "process transactions");
    }

    [Fact]
    public async Task Who_looks_whether_there_is_something_to_do_begins_no_trace()
    {
        var (application, collector) = await fixture.StartedWithCollectorAsync();
        await application.WaitUntilHealthyAsync("dashboard");
        await application.PressAsync("producer", "Resume");
        await application.DeliverAsync(more: 500);
        await Condition.BecomesTrueAsync("there are traces", () => Task.FromResult(collector.Spans.Count), spans => spans > 0, Limit);

        var roots = collector.Spans.Where(span => span.IsRoot).ToList();
        Assert.All(roots, span => Assert.NotEqual(SpanKind.Client, span.Kind));
        Assert.DoesNotContain(roots, span => span.Name.Contains("/health", StringComparison.Ordinal) || span.Name.Contains("/alive", StringComparison.Ordinal));
        Assert.DoesNotContain(roots, span => span.Source == "Npgsql");
        Assert.DoesNotContain(collector.Spans, span => span.Name is "postgresql" or "segmentation");
    }

    [Fact]
    public async Task The_log_has_what_somebody_reads_and_no_line_for_each_statement_request_and_probe()
    {
        var (application, collector) = await fixture.StartedWithCollectorAsync();
        await application.WaitUntilHealthyAsync("dashboard");
        await Condition.BecomesTrueAsync(
            "every service logs",
            () => Task.FromResult(collector.Logs.Select(record => record.Service).Distinct().Order().ToList()),
            services => services.SequenceEqual(["consumer", "dashboard", "local-services", "migrations", "producer", "trainer"]),
            Limit);

        Assert.All(
            collector.Logs.Where(record => record.Level < LogLevel.Warning),
            record => Assert.True(
                record.Category.StartsWith("SegmentationUpdates.", StringComparison.Ordinal) || record.Category == "Microsoft.Hosting.Lifetime",
                $"{record}"));
        Assert.DoesNotContain(collector.Logs, record => record.Level < LogLevel.Information);
        Assert.DoesNotContain(collector.Logs, record => record.Category.Contains("HealthChecks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_have_the_documented_names()
    {
        var (application, collector) = await fixture.StartedWithCollectorAsync();
        await application.WaitUntilHealthyAsync("producer");
        await application.PressAsync("producer", "Resume");

        (string Service, string Name)[] expected =
        [
            ("producer", "segmentation.transactions.produced"), ("consumer", "segmentation.transactions.ingested"),
            ("consumer", "messaging.process.duration"), ("consumer", "segmentation.consumer.lag"), ("trainer", "segmentation.model.version"),
            ("trainer", "segmentation.segment.changes.waiting"), ("dashboard", "http.server.request.duration"),
        ];
        await Condition.BecomesTrueAsync(
            "the metrics come", () => Task.FromResult(string.Join(", ", expected.Except(collector.Metrics))), missing => missing.Length == 0, Limit);
    }

    private static void AssertMessaging(CollectedSpan span, string service, string operation, SpanKind kind, string topic)
    {
        Assert.Equal((service, $"{operation} {topic}", kind), (span.Service, span.Name, span.Kind));
        Assert.Equal("kafka", span.Attributes["messaging.system"]);
        Assert.Equal(operation, span.Attributes["messaging.operation.type"]);
        Assert.Equal(operation, span.Attributes["messaging.operation.name"]);
        Assert.Equal(topic, span.Attributes["messaging.destination.name"]);
    }

    private static void AssertStatement(CollectedSpan span, params string[] names)
    {
        Assert.Contains(span.Name, names);
        Assert.Equal("postgresql", span.Attributes["db.system.name"]);
        Assert.Equal(span.Name, span.Attributes["db.query.summary"]);
        Assert.NotEmpty(span.Attributes["db.query.text"]);
    }

    public async ValueTask DisposeAsync() => await fixture.WriteLogsOfFailureAsync();
}
