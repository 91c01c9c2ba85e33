using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>The versions of the model in the database, without anybody who trains.</summary>
public sealed class ModelLifecycleTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly SegmentationModel Model = ModelRows.SplitByTransactions(few: 0, many: 10);

    [Fact]
    public async Task Models_are_listed_newest_first_and_found_by_version()
    {
        await using var lifecycle = new Lifecycles(Database);
        var old = await Database.AddModelAsync(Model);
        var active = await Database.ActivateAsync(Model);

        Assert.Equal([active, old], (await lifecycle.Models.ListAsync(Cancel)).Select(model => model.ModelVersion));
        Assert.Equal(active, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);
        Assert.Equal((ModelReason.Schedule, 2), (await lifecycle.Models.GetAsync(old, Cancel)) is { } found ? (found.Reason, found.K) : default);
        Assert.Null(await lifecycle.Models.GetAsync(active + 1, Cancel));
    }

    [Fact]
    public async Task What_was_measured_of_a_version_is_read_with_it_and_null_where_nothing_was()
    {
        await using var lifecycle = new Lifecycles(Database);
        var (plain, measured) = (await Database.AddModelAsync(Model), await Database.AddModelAsync(Model));
        await Database.ExecuteAsync(
            """
            UPDATE clustering_models
            SET silhouette = 0.5, davies_bouldin = 1.5, k_search = '{"k": 2}',
              previous_version = 7, matched = TRUE, born_segments = '{few}', died_segments = '{some, most}', stability = 0.75, lineage = 3,
              drift_measured_at = '2026-03-04 12:00Z', drift_customers = 300, drift_distance_ratio = 1.25, drift_feature = 'income'
            WHERE model_version = $1
            """,
            measured);

        var found = (await lifecycle.Models.GetAsync(measured, Cancel))!;
        Assert.Equal(new ModelQuality(0.5, 1.5), found.Quality);
        Assert.Equal(new MeasuredDrift(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), 300, 1.25, Psi: null, "income", Findings: null), found.Drift);
        var lineage = found.Lineage;
        Assert.Equal((7L, true, 0.75, 3L), (lineage.PreviousVersion, lineage.Matched, lineage.Stability, lineage.Origin));
        Assert.Equal(["few"], lineage.BornSegments);
        Assert.Equal(["some", "most"], lineage.DiedSegments);
        Assert.Equal(2, found.KSearch?.GetProperty("k").GetInt32());
        var other = (await lifecycle.Models.GetAsync(plain, Cancel))!;
        Assert.Equal((null, null, null), (other.Quality, other.Drift, other.KSearch));
        Assert.Equal((null, null, null), (other.Lineage.PreviousVersion, other.Lineage.Matched, other.Lineage.Origin));
    }

    [Fact]
    public async Task A_version_is_read_whatever_it_was_trained_for()
    {
        await using var lifecycle = new Lifecycles(Database);
        var version = await Database.ActivateAsync(Model);
        await Database.ExecuteAsync("UPDATE clustering_models SET reason = 'campaign', activated_reason = 'request'");

        var found = (await lifecycle.Models.GetAsync(version, Cancel))!;

        Assert.Equal((ModelReason.Other, ModelReason.Request), (found.Reason, found.ActivatedReason));
    }

    [Fact]
    public async Task Before_the_first_model_there_is_none()
    {
        await using var lifecycle = new Lifecycles(Database);

        Assert.Empty(await lifecycle.Models.ListAsync(Cancel));
        Assert.Null(await lifecycle.Models.ActiveAsync(Cancel));
        Assert.Null(await lifecycle.Models.UnpinAsync(cancellationToken: Cancel));
        var refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel));
        Assert.Equal("there is no model version 1; none has been trained yet", refusal.Message);
    }

    [Fact]
    public async Task Activation_by_hand_pins_the_version_and_has_it_applied_and_remembers_why()
    {
        await using var lifecycle = new Lifecycles(Database);
        var old = await Database.ActivateAsync(Model);
        var current = await Database.ActivateAsync(Model);
        await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = now()");

        var activation = await lifecycle.Models.ActivateAsync(old, "the new one was wrong", Cancel);

        Assert.Equal(
            (old, (long?)current, ModelReason.Manual, "the new one was wrong"),
            (activation.ModelVersion, activation.PreviousVersion, activation.Reason, activation.Note));
        var active = await lifecycle.Models.ActiveAsync(Cancel);
        Assert.Equal((old, true, ModelReason.Manual, null), (active!.ModelVersion, active.PinnedAt is not null, active.ActivatedReason, active.AppliedAt));
        Assert.Equal(
            [(old, ModelReason.Manual), (current, ModelReason.Schedule), (old, ModelReason.Schedule)],
            (await lifecycle.Models.ActivationsAsync(10, Cancel)).Select(a => (a.ModelVersion, a.Reason)));
    }

    [Fact]
    public async Task The_active_version_is_pinned_without_being_applied_again()
    {
        await using var lifecycle = new Lifecycles(Database);
        var version = await Database.ActivateAsync(Model);
        await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = now()");

        await lifecycle.Models.ActivateAsync(version, cancellationToken: Cancel);
        var pinned = await lifecycle.Models.ActiveAsync(Cancel);
        Assert.Equal(version, await lifecycle.Models.UnpinAsync(cancellationToken: Cancel));
        var free = await lifecycle.Models.ActiveAsync(Cancel);

        Assert.True(pinned is { PinnedAt: not null, AppliedAt: not null });
        Assert.True(free is { PinnedAt: null, AppliedAt: not null });
        Assert.Null(await lifecycle.Models.UnpinAsync(cancellationToken: Cancel));
        Assert.Equal(
            [ModelReason.Unpin, ModelReason.Manual, ModelReason.Schedule],
            (await lifecycle.Models.ActivationsAsync(10, Cancel)).Select(a => a.Reason));
    }

    [Fact]
    public async Task An_unknown_version_is_refused_with_the_nearest_that_are_kept_and_the_active_one_stays()
    {
        await using var lifecycle = new Lifecycles(Database);
        var first = await Database.ActivateAsync(Model);
        var second = await Database.ActivateAsync(Model);

        var refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.ActivateAsync(99, cancellationToken: Cancel));

        Assert.Equal($"there is no model version 99; the newest is {second}", refusal.Message);
        Assert.Equal(second, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);

        var third = await Database.AddModelAsync(Model);
        await Database.ExecuteAsync("UPDATE clustering_models SET is_active = FALSE");
        await Database.ExecuteAsync("DELETE FROM clustering_models WHERE model_version = $1", second);
        refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.NameAsync(second, "gone", Cancel));
        Assert.Equal($"there is no model version {second}; the nearest that are kept are {first} and {third}", refusal.Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """
        {"version": 1, "features": [{"name": "shoe_size", "lower": 0, "upper": 9, "center": 0, "scale": 1}],
         "labels": ["all"], "centroids": [[0]], "mean_squared_distance": 1}
        """)]
    public async Task A_model_that_nobody_could_score_with_is_refused_before_it_stops_every_consumer(string parameters)
    {
        await using var lifecycle = new Lifecycles(Database);
        var active = await Database.ActivateAsync(Model);
        var damaged = await Database.AddModelAsync();
        await Database.ExecuteAsync("UPDATE clustering_models SET parameters = $1::JSONB WHERE model_version = $2", parameters, damaged);

        var refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.ActivateAsync(damaged, cancellationToken: Cancel));

        Assert.StartsWith($"model version {damaged} cannot be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(active, (await lifecycle.Models.ActiveAsync(Cancel))?.ModelVersion);
    }

    [Fact]
    public async Task A_version_is_named_renamed_and_its_name_taken_away()
    {
        await using var lifecycle = new Lifecycles(Database);
        var version = await Database.AddModelAsync(Model);

        Assert.Equal("before the campaign", (await lifecycle.Models.NameAsync(version, "before the campaign", Cancel)).Name);
        Assert.Equal("vor dem Frühling", (await lifecycle.Models.NameAsync(version, "vor dem Frühling", Cancel)).Name);
        Assert.Equal("vor dem Frühling", (await lifecycle.Models.GetAsync(version, Cancel))!.Name);
        Assert.Null((await lifecycle.Models.NameAsync(version, null, Cancel)).Name);
    }

    [Fact]
    public async Task A_name_belongs_to_one_version()
    {
        await using var lifecycle = new Lifecycles(Database);
        var (first, second) = (await Database.AddModelAsync(Model), await Database.AddModelAsync(Model));
        await lifecycle.Models.NameAsync(first, "the good one", Cancel);

        var refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.NameAsync(second, "the good one", Cancel));

        Assert.StartsWith("another model version has the name 'the good one'", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await lifecycle.Models.GetAsync(second, Cancel))!.Name);
    }

    [Theory]
    [InlineData("", "must not be empty")]
    [InlineData(" padded", "must not be empty, nor begin or end with a space")]
    [InlineData("two\nlines", "must be one line of text")]
    public async Task What_is_no_name_is_refused(string name, string problem)
    {
        await using var lifecycle = new Lifecycles(Database);
        var version = await Database.AddModelAsync(Model);

        var refusal = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.NameAsync(version, name, Cancel));

        Assert.StartsWith($"the name {problem}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_changes_with_the_models_and_with_nothing_else()
    {
        await using var lifecycle = new Lifecycles(Database);
        var version = await Database.ActivateAsync(Model);
        var states = new List<string> { await lifecycle.Models.StateAsync(Cancel) };
        Assert.Equal(states[0], await lifecycle.Models.StateAsync(Cancel));

        await lifecycle.Models.NameAsync(version, "named", Cancel);
        states.Add(await lifecycle.Models.StateAsync(Cancel));
        await lifecycle.Models.ActivateAsync(version, cancellationToken: Cancel);
        states.Add(await lifecycle.Models.StateAsync(Cancel));
        await Database.AddModelAsync(Model);
        states.Add(await lifecycle.Models.StateAsync(Cancel));

        Assert.Equal(states.Count, states.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_request_can_be_followed_and_others_are_unknown()
    {
        await using var lifecycle = new Lifecycles(Database);

        var id = await lifecycle.Models.RequestRetrainingAsync(Cancel);

        Assert.Null((await lifecycle.Models.RequestAsync(id, Cancel))!.AnsweredAt);
        Assert.Null(await lifecycle.Models.RequestAsync(id + 1, Cancel));
    }

    [Fact]
    public async Task What_a_training_made_is_not_activated_over_an_activation_that_came_meanwhile()
    {
        var version = await Database.ActivateAsync(Model);
        var trained = await Database.AddModelAsync(Model);
        var since = await Database.ScalarAsync<long>("SELECT last_activation()");
        await Database.ExecuteAsync("SELECT unpin_model(NULL)"); // No activation.
        Assert.True(await Database.ScalarAsync<bool>("SELECT activate_trained_model($1, $2)", trained, since));

        Assert.False(await Database.ScalarAsync<bool>("SELECT activate_trained_model($1, $2)", version, since));
    }

    [Fact]
    public async Task Pruning_keeps_the_newest_models_and_the_active_one_and_the_changes_that_name_those_that_go()
    {
        await Database.AddAsync(TestCustomers.One(1));
        var active = await Database.ActivateAsync(Model);
        long[] later = [await Database.AddModelAsync(Model), await Database.AddModelAsync(Model), await Database.AddModelAsync(Model)];
        await using (var connection = await Database.OpenAsync())
        {
            await connection.AssignAsync([(1, "few")], later[0]);
        }

        Assert.Equal(1, await Database.ScalarAsync<int>("SELECT prune_models(2, '0', '0', '90 days')"));

        Assert.Equal(
            [active, later[1], later[2]],
            await Database.QueryAsync("SELECT model_version FROM clustering_models ORDER BY 1", reader => reader.GetInt64(0)));
        Assert.Equal(later[0], await Database.ScalarAsync<long>("SELECT model_version FROM segment_changes"));
    }

    [Fact]
    public async Task Pruning_forgets_old_answers_and_activations_but_nothing_that_waits_and_never_the_last_activation()
    {
        await Database.ActivateAsync(Model);
        await Database.ActivateAsync(Model);
        await Database.ExecuteAsync("UPDATE model_activations SET activated_at = now() - INTERVAL '100 days'");
        await Database.ExecuteAsync(
            """
            INSERT INTO retraining_requests (requested_at, answered_at)
            VALUES (now() - INTERVAL '100 days', now() - INTERVAL '100 days'), (now() - INTERVAL '100 days', NULL), (now(), now())
            """);

        await Database.ExecuteAsync("SELECT prune_models(2, '90 days')");

        Assert.Equal([2L, 3], await Database.QueryAsync("SELECT request_id FROM retraining_requests ORDER BY 1", reader => reader.GetInt64(0)));
        Assert.Equal(2, await Database.ScalarAsync<long>("SELECT last_activation()"));
        Assert.Equal(1, await Database.CountAsync("model_activations"));
    }
}
