using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>A trained model that would move many customers waits until somebody has decided on it.</summary>
public sealed class ChallengerTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly (string, string)[] Asking =
    [
        ("Reclustering:MaxMovedShare", "0.15"),
        ("Reclustering:AgeingInterval", "00:00:01"),
        ("Reclustering:DriftInterval", "1.00:00:00"),
        ("Clustering:SwitchMargin", "0"),
    ];

    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");
    private readonly Payments _payments = new();

    [Fact]
    public async Task It_waits_says_who_would_move_and_moves_them_once_it_is_approved()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, [.. Asking, Rarely]).StartAsync();
        await GetRichAsync();
        var before = await ChangesAsync();

        var answer = await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        var challenger = (await lifecycle.Models.ListAsync(Cancel)).Single(model => model.IsChallenger);
        Assert.Equal((challenger.ModelVersion, challenger.Challenge!.Reason), (answer.ModelVersion, answer.Error));
        Assert.Matches(@"^it would move \d+(\.\d)? % of the customers to another segment, and 15 % is let through$", answer.Error);
        Assert.Equal(1, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);
        Assert.Equal(before, await ChangesAsync());

        var activation = await lifecycle.Models.As("ada").ApproveAsync(challenger.ModelVersion, "they are rich now", Cancel);
        Assert.Equal(
            (challenger.ModelVersion, (long?)1, ModelReason.Approved, "ada", "they are rich now"),
            (activation.ModelVersion, activation.PreviousVersion, activation.Reason, activation.DoneBy, activation.Note));
        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        var foretold = ModelFlow.FromJson(challenger.Moves);
        Assert.Equal(challenger.MovedShare!.Value * 200, foretold.Sum(flow => flow.Customers), 1e-9);
        Assert.Equal(
            foretold.OrderBy(flow => flow.From, StringComparer.Ordinal).ThenBy(flow => flow.To, StringComparer.Ordinal),
            await Database.QueryAsync(
                """
                SELECT from_segment, to_segment, count(*)::INT
                FROM segment_changes
                WHERE model_version = $1
                GROUP BY from_segment, to_segment
                ORDER BY from_segment COLLATE "C", to_segment COLLATE "C"
                """,
                reader => new ModelFlow(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)),
                challenger.ModelVersion));
        var approved = await lifecycle.Models.ActiveAsync(Cancel);
        Assert.Equal((ModelDecision.Approved, "ada", "they are rich now"), (approved!.Challenge!.Decision, approved.Challenge.DecidedBy, approved.Challenge.Note));
        Assert.Null(approved.PinnedAt);
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task It_is_left_to_who_decides_while_trainings_on_schedule_go_on_and_a_rejected_one_is_kept()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(
            Database, [.. Asking, ("Reclustering:KeepModels", "2"), ("Reclustering:KeepHourly", "00:00:00"), ("Reclustering:KeepDaily", "00:00:00")])
            .StartAsync();
        await GetRichAsync();
        await PayAsync();
        await Eventually.TrueAsync(() => WaitsAsync(2), "a model waits");

        // Each finds the same as the one before, and nobody is asked twice.
        var trainings = Trainings(host);
        await Eventually.TrueAsync(() => Trainings(host) > trainings + 2, "trainings go on");
        Assert.Equal([(2L, false), (1L, true)], (await lifecycle.Models.ListAsync(Cancel)).Select(model => (model.ModelVersion, model.IsActive)));

        var rejected = await lifecycle.Models.RejectAsync(2, cancellationToken: Cancel);
        Assert.Equal((ModelDecision.Rejected, false), (rejected.Challenge!.Decision, rejected.IsActive));

        // For a day nobody is asked again.
        trainings = Trainings(host);
        await Eventually.TrueAsync(() => Trainings(host) > trainings + 2, "trainings go on");
        Assert.False(await WaitsAsync(3));
        await Database.ExecuteAsync("UPDATE clustering_models SET challenge_decided_at = now() - INTERVAL '25 h' WHERE model_version = 2");
        await Eventually.TrueAsync(() => WaitsAsync(3), "the next waits");
        await host.StopAsync();

        var refused = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.ApproveAsync(2, cancellationToken: Cancel));
        Assert.StartsWith("model version 2 does not wait for a decision", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);
    }

    [Fact]
    public async Task A_newer_request_replaces_it_and_one_with_the_approval_does_not_ask()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, [.. Asking, Rarely]).StartAsync();
        await GetRichAsync();
        await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        Assert.Equal(
            [(3L, (ModelDecision?)null), (2L, ModelDecision.Replaced)],
            (await lifecycle.Models.ListAsync(Cancel)).Where(model => model.Challenge is not null)
                .Select(model => (model.ModelVersion, model.Challenge!.Decision)));

        var answer = await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(approve: true, Cancel));
        await host.StopAsync();

        Assert.Equal((4L, null), (answer.ModelVersion, answer.Error));
        Assert.Equal(4, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task Other_features_are_asked_about_and_to_activate_it_by_hand_approves_it()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 100));
        await using var host = await PipelineHost.WithReclustering(Database, [.. Asking, Rarely]).StartAsync();
        await Database.WaitForModelsAsync();

        var answer = await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        Assert.StartsWith("it has other features than the active model", answer.Error, StringComparison.Ordinal);
        await lifecycle.Models.ActivateAsync(2, cancellationToken: Cancel);
        await host.StopAsync();

        var model = await lifecycle.Models.GetAsync(2, Cancel);
        Assert.True(model is { IsActive: true, PinnedAt: not null, MovedShare: null, Challenge.Decision: ModelDecision.Approved });
    }

    // Everybody has ten times as much: the model puts nearly all of them at its best end, where a new one would divide them anew.
    private async Task GetRichAsync()
    {
        await Database.WaitForModelsAsync();
        await Database.ExecuteAsync(
            "UPDATE customer_segments SET income = income * 10, balance = balance * 10, customer_lifetime_value = customer_lifetime_value * 10");
        for (var round = 0; round < 2; round++)
        {
            var applied = await AppliedAsync();
            await Eventually.TrueAsync(async () => await AppliedAsync() > applied, "customers are scored again");
        }
    }

    private static int Trainings(PipelineHost host) =>
        host.Log.Records.Count(record => record.Message.StartsWith("Training (schedule)", StringComparison.Ordinal));

    private Task<long> ChangesAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM segment_changes");

    private Task<bool> WaitsAsync(long version) =>
        Database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM clustering_models WHERE model_version = $1 AND challenge_since IS NOT NULL)", version);

    private Task<DateTime> AppliedAsync() => Database.ScalarAsync<DateTime>("SELECT applied_at FROM clustering_models WHERE is_active");

    private async Task PayAsync()
    {
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(_payments.Next(1));
    }
}
