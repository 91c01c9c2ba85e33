using System.Collections.Concurrent;
using System.Diagnostics;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Telemetry;

public sealed class TraceTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task One_trace_leads_from_a_sampled_transaction_to_the_batch_that_stored_it_with_its_statements_and_scoring()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("SegmentationUpdates.", StringComparison.Ordinal) || source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await Database.AddAsync(TestCustomers.Take(4_000));
        await using var consumer = await PipelineHost.WithConsumer(Database, Kafka).StartAsync();
        await Database.WaitForModelsAsync(1);
        await using var simulation = await PipelineHost.WithSimulation(
            Kafka, ("Simulation:Rate", "500"), ("Simulation:CustomersFile", TestCustomers.File)).StartAsync();

        // Other tests run beside this one; the topic's name is this one's own.
        var (process, send) = (($"process {Kafka.Topics.Transactions}"), ($"send {Kafka.Topics.Transactions}"));
        Activity? batch = null;
        await Eventually.TrueAsync(
            () => (batch = spans.FirstOrDefault(span => span.OperationName == process && span.ParentSpanId != default)) is not null,
            "a batch is traced below a sender");
        await simulation.StopAsync();
        await consumer.StopAsync();

        var senders = spans.Where(span => span.OperationName == send).ToDictionary(span => span.SpanId);
        Assert.Equal(batch!.TraceId, senders[batch.ParentSpanId].TraceId);
        Assert.All(batch.Links, link => Assert.Equal(link.Context.TraceId, senders[link.Context.SpanId].TraceId));
        Assert.All(senders.Values, span => Assert.Equal(ActivityKind.Producer, span.Kind));
        Assert.All(senders.Values, span => Assert.NotNull(span.GetTagItem("messaging.kafka.offset")));
        Assert.Equal(ActivityKind.Consumer, batch.Kind);
        Assert.Equal(Kafka.ConsumerConfig().GroupId, batch.GetTagItem("messaging.consumer.group.name"));
        Assert.InRange(Assert.IsType<int>(batch.GetTagItem("messaging.batch.message_count")), 1, int.MaxValue);

        var scoring = Assert.Single(spans, span => span.OperationName == "score customers" && span.ParentSpanId == batch.SpanId);
        Assert.NotNull(scoring.GetTagItem("segmentation.segment.changes"));
        Assert.Contains(spans, span => span.Source.Name == "Npgsql" && span.TraceId == batch.TraceId);
    }
}
