using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

/// <summary>At least once, and each customer's in order, whatever happens between the database and Kafka.</summary>
public sealed class DisturbedPublicationTests(PostgresFixture postgres) : SegmentChangeTest(postgres)
{
    [Fact]
    public async Task After_a_crash_between_delivery_and_its_record_the_batch_is_sent_again()
    {
        // Delivered, and held up where that is to be written down.
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("LOCK TABLE segment_change_publications IN SHARE MODE");
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await Database.WaitForBlockedAsync();
        Assert.Equal(Customers, Published().Count);

        await Database.TerminateHostsAsync();
        await MoveAsync("gold", Enumerable.Range(1, Customers));
        await locked.RollbackAsync(Cancel);
        await WaitForPublicationAsync();
        await host.StopAsync();

        var published = await AssertPublishedInOrderAsync();
        Assert.Equal(3 * Customers, published.Count);
    }

    [Fact]
    public async Task Changes_of_writers_that_overlap_and_roll_back_leave_no_gap()
    {
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:BatchSize", "10")).StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(() => WriteAsync(writer), Cancel))).EndsAsync();
        await WaitForPublicationAsync();
        await host.StopAsync();

        var published = await AssertPublishedInOrderAsync();
        Assert.Equal(published.Count, published.Distinct().Count());
        Assert.True(published.Count > 500, $"only {published.Count} changes");

        async Task WriteAsync(int writer)
        {
            var random = new Random(writer);
            await using var connection = await Database.OpenAsync();
            for (var i = 0; i < 40; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync(Cancel);
                var first = random.Next(1, Customers - 4);
                (int, string)[] moves = [.. Enumerable.Range(first, 5).Select(customer => (customer, $"segment {random.Next(3)}"))];
                await connection.AssignAsync(moves, model: 1, reason: $"writer {writer}");
                if (random.Next(4) == 0)
                {
                    await transaction.RollbackAsync(Cancel);
                }
                else
                {
                    await transaction.CommitAsync(Cancel);
                }
            }
        }
    }

    [Fact]
    public async Task While_Kafka_is_away_changes_wait_and_then_follow_in_order()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:BatchSize", "20")).StartAsync();
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        await WaitForPublicationAsync();

        Kafka.InMemory.SetDown();
        await MoveAsync("gold", Enumerable.Range(1, Customers));
        await MoveAsync("silver", Enumerable.Range(1, Customers));
        Assert.NotEqual(3 * Customers, await Database.ScalarAsync<long>("SELECT last_change_id FROM segment_change_publications"));
        Kafka.InMemory.SetUp();
        await WaitForPublicationAsync();
        await host.StopAsync();

        await AssertPublishedInOrderAsync();
    }

    [Fact]
    public async Task Errors_of_Kafka_and_sessions_that_die_cost_no_change()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        const short produce = 0;
        await using var first = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:BatchSize", "7")).StartAsync();
        await using var second = await PipelineHost.WithSegmentChanges(Database, Kafka, ("SegmentChanges:BatchSize", "7")).StartAsync();

        for (var round = 0; round < 5; round++)
        {
            Kafka.InMemory.InjectErrors(
                produce,
                Confluent.Kafka.ErrorCode.TopicAuthorizationFailed,
                Confluent.Kafka.ErrorCode.NotEnoughReplicas,
                Confluent.Kafka.ErrorCode.Local_Transport);
            await MoveAsync($"segment {round}", Enumerable.Range(1, Customers));
            await Database.TerminateHostsAsync();
        }

        await WaitForPublicationAsync();
        await first.StopAsync();
        await second.StopAsync();

        Assert.Equal(await RecordedAsync(), Published().Distinct().OrderBy(change => change.ChangeId));
    }
}
