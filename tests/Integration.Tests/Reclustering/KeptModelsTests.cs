using CsCheck;
using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>Which versions of the model are there after some time.</summary>
public sealed class KeptModelsTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly DateTime Begin = new(2026, 1, 1, 10, 20, 30, DateTimeKind.Utc);

    [Fact]
    public async Task After_three_hours_of_trainings_every_ten_seconds_the_last_twenty_the_last_of_each_hour_and_the_first_are_kept()
    {
        var kept = new KeptModels(newest: 20, hourly: TimeSpan.FromDays(1), daily: TimeSpan.FromDays(90));
        for (var second = 0; second <= 3 * 3600; second += 10)
        {
            kept.Train(Begin.AddSeconds(second));
        }

        await using var connection = await Database.OpenAsync();
        await kept.StoreAsync(connection);
        await kept.ForgetAsync(connection, Begin.AddHours(3));

        // Trained at 10:59:50, 11:59:50, 12:59:50 and, the last twenty, until 13:20:30.
        Assert.Equal([1, 237, 597, 957, .. Enumerable.Range(1062, 20)], await KeptModels.ReadAsync(connection));
    }

    [Fact]
    public async Task Whatever_happened_exactly_what_the_rule_says_is_kept_and_forgetting_again_changes_nothing()
    {
        await using var connection = await Database.OpenAsync();

        // What happens, after how long, and to which of the versions that are there.
        var genPause = Gen.Frequency(
            (6, Gen.Int[1, 3_600]), (3, Gen.Int[1, 86_400]), (1, Gen.Int[1, 40 * 86_400])).Select(seconds => TimeSpan.FromSeconds(seconds));
        var genEvent = Gen.Select(
            Gen.Frequency(
                (12, Gen.Const(Event.Train)),
                (1, Gen.Const(Event.ActivateByHand)),
                (1, Gen.Const(Event.Name)),
                (1, Gen.Const(Event.TakeNameAway)),
                (3, Gen.Const(Event.Forget))),
            genPause,
            Gen.Double.Unit);
        var genHistory = Gen.Select(
            Gen.Int[2, 5],
            Gen.Int[0, 30].Select(hours => TimeSpan.FromHours(hours)),
            Gen.Int[0, 60].Select(days => TimeSpan.FromDays(days)),
            genEvent.Array[1, 60]);

        await genHistory.SampleAsync(
            async (newest, hourly, daily, events) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(Cancel);
                var kept = new KeptModels(newest, hourly, daily);
                var now = Begin;
                kept.Train(now);
                foreach (var (what, pause, which) in events.Append((Event.Forget, TimeSpan.FromHours(1), 0)))
                {
                    now += pause;
                    if (what is Event.Forget)
                    {
                        await kept.StoreAsync(connection);
                        await kept.ForgetAsync(connection, now);
                        var there = await KeptModels.ReadAsync(connection);
                        Assert.Equal(kept.Expected(now), there);
                        Assert.Equal(0, await kept.ForgetAsync(connection, now));
                        kept.See(there);
                    }
                    else
                    {
                        kept.Do(what, now, which);
                    }
                }
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task A_service_forgets_by_the_time_of_the_database_and_never_what_an_operator_chose()
    {
        await using var lifecycle = new Lifecycles(Database);
        var model = ModelRows.SplitByTransactions(few: 0, many: 100);
        var versions = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            versions.Add(await Database.AddModelAsync(model));
        }

        // Years old, but for the last two; the activation by hand is forgotten, that there was one is not.
        await lifecycle.Models.ActivateAsync(versions[1], cancellationToken: Cancel);
        await lifecycle.Models.ActivateAsync(versions[2], cancellationToken: Cancel);
        await Database.ExecuteAsync("SELECT activate_model($1)", versions[3]);
        await lifecycle.Models.NameAsync(versions[4], "before the campaign", Cancel);
        await Database.ExecuteAsync("UPDATE model_activations SET activated_at = now() - INTERVAL '3 years'");
        await Database.ExecuteAsync("UPDATE clustering_models SET created_at = now() - INTERVAL '3 years' WHERE model_version <= $1", versions[5]);

        await using var service = new NpgsqlConnection(Database.HostConnectionString);
        await service.OpenAsync(Cancel);
        Assert.Equal(2, await service.ScalarAsync<int>("SELECT prune_models(0, '1 day', '90 days', '90 days')"));
        Assert.Equal(0, await service.ScalarAsync<int>("SELECT prune_models(0, '90 days')"));

        Assert.Equal(
            [versions[1], versions[2], versions[3], versions[4], versions[6], versions[7]],
            (await KeptModels.ReadAsync(service)).Select(version => (long)version));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => service.ExecuteAsync("SELECT forget_models(0, '0', '0', 'infinity')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
