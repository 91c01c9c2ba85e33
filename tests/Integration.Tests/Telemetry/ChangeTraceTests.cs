using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using SegmentationUpdates.Integration.Tests.Ingestion;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Telemetry;

public sealed class ChangeTraceTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private static readonly ActivitySource Source = new("SegmentationUpdates.Tests.Changes");

    [Fact]
    public async Task A_change_is_published_in_the_trace_in_which_it_was_made_and_one_that_was_not_sampled_in_none()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("SegmentationUpdates.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await Database.AddAsync(TestCustomers.One(1), TestCustomers.One(2));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        await using var writers = new BatchWriters(Database);
        var payments = new Payments();
        string traceparent;
        using (var batch = Source.StartActivity("batch")!)
        {
            BatchWriters.Write(writers.Create(), payments.Next(1));
            traceparent = spans.Single(span => span.OperationName == "score customers" && span.TraceId == batch.TraceId).Id!;
        }

        BatchWriters.Write(writers.Create(), payments.Next(2));

        Assert.Equal(
            [(1, traceparent), (2, null)],
            await Database.QueryAsync(
                "SELECT customer_id, traceparent FROM segment_changes ORDER BY change_id",
                reader => (reader.GetInt32(0), reader.OrNull<string>(1))));

        // In another process than the one that made the changes.
        await using var publisher = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await WaitForPublicationAsync();
        await publisher.StopAsync();

        var send = Assert.Single(spans, span => span.OperationName == $"send {Kafka.Topics.SegmentChanges}");
        Assert.Equal((traceparent, ActivityKind.Producer), (send.ParentId, send.Kind));
        Assert.Equal(
            [("1", send.Id), ("2", null)],
            Kafka.Read(Kafka.Topics.SegmentChanges, Kafka.Topics.Partitions)
                .Select(record => (Encoding.UTF8.GetString(record.Message.Key), Traceparent(record.Message.Headers)))
                .Order());
    }

    private static string? Traceparent(Confluent.Kafka.Headers headers) =>
        headers.TryGetLastBytes("traceparent", out var value) ? Encoding.UTF8.GetString(value) : null;

    private Task WaitForPublicationAsync() => Eventually.TrueAsync(
        () => Database.ScalarAsync<bool>(
            "SELECT count(*) = 1 FROM segment_change_publications WHERE last_change_id = (SELECT max(change_id) FROM segment_changes)"),
        "every change is published");
}
