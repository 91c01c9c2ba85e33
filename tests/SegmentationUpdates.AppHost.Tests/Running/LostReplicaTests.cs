namespace SegmentationUpdates.AppHost.Tests.Running;

[Collection<OneApplication>]
public sealed class LostReplicaTests(ApplicationFixture fixture) : IAsyncDisposable
{
    [Fact]
    public async Task A_consumer_that_is_killed_loses_no_transaction_and_repeats_none()
    {
        var application = await fixture.StartedAsync();
        var consumers = await application.WaitUntilHealthyAsync("consumer", instances: 2);
        await application.WaitUntilHealthyAsync("producer");
        await application.PressAsync("producer", "Resume");
        await application.DeliverAsync(more: 500);

        await application.KillAsync(consumers[0]);

        await application.DeliverAsync(more: 500);
        await application.SettleAsync();
        Assert.Equal(
            await application.QueryAsync("SELECT count(*) FROM live_transaction_data"),
            await application.QueryAsync(
                """
                SELECT sum(c.num_transactions - b.num_transactions)
                FROM customer_segments c
                JOIN customer_baselines b USING (customer_id)
                """));

        await application.StartAgainAsync(consumers[0]);
        await application.WaitUntilHealthyAsync("consumer", instances: 2);
    }

    public async ValueTask DisposeAsync() => await fixture.WriteLogsOfFailureAsync();
}
