using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class ActiveModelTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const string Activate = "SELECT activate_model($1)";
    private const string Hold = "SELECT hold_active_model()";

    [Fact]
    public async Task Exactly_the_model_that_was_activated_last_is_active_and_has_yet_to_be_applied()
    {
        var first = await Database.AddModelAsync();
        var second = await Database.AddModelAsync();

        await Database.ExecuteAsync(Activate, first);
        await Database.ExecuteAsync(Activate, second);
        await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = now()");
        await Database.ExecuteAsync(Activate, first);

        Assert.Equal(
            [(first, true)],
            await Database.QueryAsync(
                "SELECT model_version, applied_at IS NULL FROM clustering_models WHERE is_active",
                reader => (reader.GetInt64(0), reader.GetBoolean(1))));
    }

    [Fact]
    public async Task There_is_no_way_to_two_active_models()
    {
        await Database.AddModelAsync();
        await Database.AddModelAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => Database.ExecuteAsync("UPDATE clustering_models SET is_active = TRUE"));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
    }

    [Fact]
    public async Task An_unknown_version_is_refused_and_the_active_model_stays()
    {
        var model = await Database.AddModelAsync();
        await Database.ExecuteAsync(Activate, model);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(Activate, model + 1));

        Assert.Equal("SU002", refusal.SqlState);
        Assert.Equal(model, await Database.ScalarAsync<long?>(Hold));
    }

    [Fact]
    public async Task Before_the_first_model_there_is_none_to_hold() => Assert.Null(await Database.ScalarAsync<long?>(Hold));

    [Fact]
    public async Task Activation_waits_for_everybody_who_holds_the_active_model()
    {
        var before = await Database.AddModelAsync();
        var after = await Database.AddModelAsync();
        await Database.ExecuteAsync(Activate, before);
        await using var first = await Database.OpenAsync();
        await using var second = await Database.OpenAsync();
        await using var firstWork = await first.BeginTransactionAsync(Cancel);
        await using var secondWork = await second.BeginTransactionAsync(Cancel);
        Assert.Equal(before, await first.ScalarAsync<long?>(Hold));
        Assert.Equal(before, await second.ScalarAsync<long?>(Hold));

        var activation = Database.ExecuteAsync(Activate, after);
        await Database.WaitForBlockedAsync();
        await firstWork.CommitAsync(Cancel);
        await Database.WaitForBlockedAsync();
        Assert.Equal(before, await ActiveAsync());
        await secondWork.RollbackAsync(Cancel);
        await activation.EndsAsync();

        Assert.Equal(after, await ActiveAsync());
    }

    [Fact]
    public async Task Who_begins_while_an_activation_is_under_way_waits_and_gets_the_new_model()
    {
        var before = await Database.AddModelAsync();
        var after = await Database.AddModelAsync();
        await Database.ExecuteAsync(Activate, before);
        await using var activating = await Database.OpenAsync();
        await using var activation = await activating.BeginTransactionAsync(Cancel);
        await activating.ExecuteAsync(Activate, after);

        var holding = Database.ScalarAsync<long?>(Hold);
        await Database.WaitForBlockedAsync();
        await activation.CommitAsync(Cancel);

        Assert.Equal(after, await holding.EndsAsync());
    }

    private Task<long> ActiveAsync() => Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active");
}
