using System.Text.Json;
using System.Text;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Trainer.Publishing;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

public sealed class PublicationTests(PostgresFixture postgres) : SegmentChangeTest(postgres)
{
    [Fact]
    public async Task A_change_travels_as_JSON_keyed_by_its_customer()
    {
        var model = await Database.AddModelAsync();
        await MoveAsync("silver", 7);
        await using (var connection = await Database.OpenAsync())
        {
            await connection.AssignAsync([(7, "gold")], model, reason: "transactions");
        }

        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await WaitForPublicationAsync();

        var record = Kafka.Read(Kafka.Topics.SegmentChanges, Kafka.Topics.Partitions)[1];
        Assert.Equal("7", Encoding.UTF8.GetString(record.Message.Key));
        var value = JsonDocument.Parse(record.Message.Value).RootElement;
        Assert.Equal(
            ["change_id", "customer_id", "external_id", "from", "to", "reason", "model_version", "changed_at"],
            value.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            (2, 7, "silver", "gold", "transactions", model),
            (value.GetProperty("change_id").GetInt64(),
                value.GetProperty("customer_id").GetInt32(),
                value.GetProperty("from").GetString(),
                value.GetProperty("to").GetString(),
                value.GetProperty("reason").GetString(),
                value.GetProperty("model_version").GetInt64()));
        var changedAt = await Database.ScalarAsync<DateTime>("SELECT changed_at FROM segment_changes WHERE change_id = 2");
        Assert.EndsWith("Z", value.GetProperty("changed_at").GetString(), StringComparison.Ordinal);
        Assert.Equal(changedAt, value.GetProperty("changed_at").GetDateTime());
        Assert.Equal(changedAt, record.Message.Timestamp.UtcDateTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_batch_ends_before_the_second_change_of_a_customer()
    {
        await MoveAsync("silver", 1, 2);
        await MoveAsync("gold", 3, 1);
        await MoveAsync("silver", 4);
        await using var connection = await Database.OpenAsync();

        var first = await SegmentChangeTable.ReadAsync(connection, after: 0, limit: 100, Cancel);
        var second = await SegmentChangeTable.ReadAsync(connection, first[^1].ChangeId, limit: 100, Cancel);

        // The records of a batch are sent together, and one of them may fail where a later one does not.
        Assert.Equal(first.Count, first.Select(change => change.CustomerId).Distinct().Count());
        Assert.Equal("silver", Assert.Single(first, change => change.CustomerId == 1).ToSegment);
        Assert.Equal((1, "gold"), (second[0].CustomerId, second[0].ToSegment));
        Assert.Equal(5, first.Count + second.Count);
    }

    [Fact]
    public async Task Who_leaves_every_segment_is_a_record_without_a_value()
    {
        await MoveAsync("silver", 7);
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = NULL");

        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await WaitForPublicationAsync();

        Assert.Equal([new PublishedChange(7, 1, "silver"), new PublishedChange(7, 2, null)], await AssertPublishedInOrderAsync());
    }

    [Fact]
    public async Task A_publisher_that_has_caught_up_is_woken_by_a_change()
    {
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:PollInterval", "00:10:00")).StartAsync();
        await MoveAsync("silver", 1);
        await WaitForPublicationAsync();

        // Not at its poll, which is minutes away.
        await MoveAsync("gold", 1, 2);
        await WaitForPublicationAsync();

        Assert.Equal(3, (await AssertPublishedInOrderAsync()).Count);
    }

    [Fact]
    public async Task Changes_that_were_committed_while_nobody_published_follow_and_none_is_repeated()
    {
        await using (await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync())
        {
            await MoveAsync("silver", Enumerable.Range(1, Customers));
            await WaitForPublicationAsync();
        }

        await MoveAsync("gold", Enumerable.Range(1, Customers));
        await MoveAsync("silver", Enumerable.Range(1, 10));
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:BatchSize", "7")).StartAsync();
        await WaitForPublicationAsync();

        Assert.Equal((2 * Customers) + 10, (await AssertPublishedInOrderAsync()).Count);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_topic_that_is_new_gets_every_change_again(string transactional)
    {
        await MoveAsync("silver", Enumerable.Range(1, Customers));

        // As another topic of that name left it.
        await Database.ExecuteAsync(
            "INSERT INTO segment_change_publications (topic, last_change_id) SELECT $1, max(change_id) FROM segment_changes",
            Kafka.Topics.SegmentChanges);

        await using var host = await PipelineHost
            .WithSegmentChanges(Database, Kafka, ("SegmentChanges:Transactional", transactional))
            .StartAsync();
        await MoveAsync("gold", 1);
        await WaitForPublicationAsync();

        Assert.Equal(Customers + 1, (await AssertPublishedInOrderAsync()).Count);
    }

    [Fact]
    public async Task A_reset_of_the_data_holds_up_nothing()
    {
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();
        var before = Published();

        await Database.ExecuteAsync("SELECT reset_data()");
        await MoveAsync("gold", 1);
        await WaitForPublicationAsync();

        Assert.Equal([new PublishedChange(1, Customers + 1, "gold")], Published().Except(before));
    }

    [Fact]
    public async Task Of_two_replicas_one_publishes_and_the_other_takes_over_when_it_stops()
    {
        await using var first = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();
        await using var second = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await MoveAsync("gold", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();
        Assert.Empty(second.Log.Records);

        await first.StopAsync();
        await MoveAsync("silver", 1);
        await WaitForPublicationAsync();

        Assert.Equal((2 * Customers) + 1, (await AssertPublishedInOrderAsync()).Count);
    }

    [Fact]
    public async Task Switched_off_nothing_is_published()
    {
        await MoveAsync("silver", 1);
        await using (var off = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:Enabled", "false")).StartAsync())
        {
            await off.StopAsync();
        }

        Assert.Empty(Published());
        Assert.Equal(0, await Database.CountAsync("segment_change_publications"));
    }
}
