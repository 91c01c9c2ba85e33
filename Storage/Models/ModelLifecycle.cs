using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Storage.Models;

/// <summary>
/// The versions of the model, for operators: what there is, going back to one, asking for a new one. Works in any process, beside the
/// one that trains, which hears of everything at once. Thread-safe.
/// </summary>
/// <remarks>
/// Activating by hand pins the version: nothing replaces it until it is unpinned or another is activated by hand; schedule and drift train no
/// more, and requests for a training are refused. It also ends a training under way, whose model is thrown away, and answers the requests
/// before it.
/// </remarks>
public sealed class ModelLifecycle(IServiceScopeFactory scopes)
{
    // Raised by activation for a version that is not there (any more).
    private const string UnknownVersion = "SU002";

    private string? By { get; init; }

    /// <summary>The same, with a name for who acts, which the histories keep.</summary>
    /// <param name="name">Of an operator; null for nobody's.</param>
    public ModelLifecycle As(string? name) => new(scopes) { By = name };

    /// <summary>Every version that is kept, newest first.</summary>
    public async Task<IReadOnlyList<ClusteringModel>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.Models.AsNoTracking().OrderByDescending(model => model.ModelVersion).ToListAsync(cancellationToken);
    }

    /// <summary>A mark that changes whenever what <see cref="ListAsync"/> or <see cref="ActivationsAsync"/> answer does; cheap to ask for.</summary>
    public async Task<string> StateAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.Database
            .SqlQuery<string>(
                $"""
                SELECT concat(
                  (SELECT md5(string_agg(concat(model_version, ' ', xmin), ',' ORDER BY model_version)) FROM clustering_models),
                  ' ',
                  (SELECT max(activation_id) FROM model_activations)
                ) AS "Value"
                """)
            .SingleAsync(cancellationToken);
    }

    /// <summary>A version; null when it is not kept, or never was.</summary>
    public async Task<ClusteringModel?> GetAsync(long version, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.Models.AsNoTracking().SingleOrDefaultAsync(model => model.ModelVersion == version, cancellationToken);
    }

    /// <summary>The active version; null before the first.</summary>
    public async Task<ClusteringModel?> ActiveAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.ActiveModelAsync(cancellationToken);
    }

    /// <summary>Which version became active when and why, newest first.</summary>
    public async Task<IReadOnlyList<ModelActivation>> ActivationsAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.ModelActivations.AsNoTracking()
            .OrderByDescending(activation => activation.ActivationId)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Makes any kept version the active one, and pins it. From then on batches are scored with it; everybody else follows by the pass of the
    /// replica that leads, and <see cref="ClusteringModel.AppliedAt"/> says when that is over. The active version is only pinned.
    /// </summary>
    /// <param name="version">One of <see cref="ListAsync"/>.</param>
    /// <param name="note">Kept with the activation; null for none.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <exception cref="ModelLifecycleException">There is no such version, or it cannot be used.</exception>
    public async Task<ModelActivation> ActivateAsync(long version, string? note = null, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var transaction = await session.BeginAsAsync(By, cancellationToken);
        var model = await session.Context.Models.AsNoTracking().SingleOrDefaultAsync(m => m.ModelVersion == version, cancellationToken)
            ?? throw await UnknownAsync(session.Context, version, cancellationToken);
        CheckUsable(model);
        try
        {
            var id = await session.Context.Database
                .SqlQuery<long>($"""SELECT pin_model({version}, {note}) AS "Value" """)
                .SingleAsync(cancellationToken);
            var activation = await session.Context.ModelActivations.AsNoTracking().SingleAsync(a => a.ActivationId == id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return activation;
        }
        catch (PostgresException e) when (e.SqlState == UnknownVersion)
        {
            await transaction.RollbackAsync(cancellationToken);
            throw await UnknownAsync(session.Context, version, cancellationToken);
        }
    }

    /// <summary>Makes the version that waits for a decision the active one, without pinning it: schedule and drift go on from it.</summary>
    /// <param name="version">The challenger.</param>
    /// <param name="note">Kept with the decision and the activation; null for none.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <exception cref="ModelLifecycleException">There is no such version, or it does not wait for a decision, or it cannot be used.</exception>
    public async Task<ModelActivation> ApproveAsync(long version, string? note = null, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var transaction = await session.BeginAsAsync(By, cancellationToken);
        CheckUsable(await ChallengerAsync(session.Context, version, cancellationToken));
        var id = await session.Context.Database
            .SqlQuery<long?>($"""SELECT approve_model({version}, {note}) AS "Value" """)
            .SingleAsync(cancellationToken);
        if (id is null)
        {
            throw Decided(version);
        }

        var activation = await session.Context.ModelActivations.AsNoTracking().SingleAsync(a => a.ActivationId == id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return activation;
    }

    /// <summary>Decides that the version that waits for a decision does not become active. It is kept like any other.</summary>
    /// <param name="version">The challenger.</param>
    /// <param name="note">Kept with the decision; null for none.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <returns>The version with the decision.</returns>
    /// <exception cref="ModelLifecycleException">There is no such version, or it does not wait for a decision.</exception>
    public async Task<ClusteringModel> RejectAsync(long version, string? note = null, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var transaction = await session.BeginAsAsync(By, cancellationToken);
        await ChallengerAsync(session.Context, version, cancellationToken);
        if (!await session.Context.Database
            .SqlQuery<bool>($"""SELECT decide_challenge({version}, {ModelDecision.Rejected.ToText()}, {note}) AS "Value" """)
            .SingleAsync(cancellationToken))
        {
            throw Decided(version);
        }

        var model = await session.Context.Models.AsNoTracking().SingleAsync(model => model.ModelVersion == version, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return model;
    }

    /// <summary>Gives a version a name, in place of any other that it has, or takes its name away. A version with a name is kept.</summary>
    /// <param name="version">One of <see cref="ListAsync"/>.</param>
    /// <param name="name">One that <see cref="ModelName.Problem"/> accepts; null for none.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <returns>The version with its name.</returns>
    /// <exception cref="ModelLifecycleException">There is no such version, the name is not one, or another version has it.</exception>
    public async Task<ClusteringModel> NameAsync(long version, string? name, CancellationToken cancellationToken = default)
    {
        if (name is not null && ModelName.Problem(name) is { } problem)
        {
            throw new ModelLifecycleException($"the name {problem}");
        }

        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        try
        {
            var named = await session.Context.Database.ExecuteSqlAsync(
                $"UPDATE clustering_models SET name = {name}, named_by = {By} WHERE model_version = {version}", cancellationToken);
            return named == 0
                ? throw await UnknownAsync(session.Context, version, cancellationToken)
                : await session.Context.Models.AsNoTracking().SingleAsync(model => model.ModelVersion == version, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ModelLifecycleException($"another model version has the name '{name}': `models list` shows which", e);
        }
    }

    /// <summary>Lets schedule and drift replace the active version again.</summary>
    /// <returns>The version that was pinned; null when none was.</returns>
    public async Task<long?> UnpinAsync(string? note = null, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var transaction = await session.BeginAsAsync(By, cancellationToken);
        var version = await session.Context.Database
            .SqlQuery<long?>($"""SELECT unpin_model({note}) AS "Value" """)
            .SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>Asks for a new model, which may have to wait for a decision.</summary>
    /// <inheritdoc cref="RequestRetrainingAsync(bool, CancellationToken)"/>
    public Task<long> RequestRetrainingAsync(CancellationToken cancellationToken = default) => RequestRetrainingAsync(approve: false, cancellationToken);

    /// <summary>Asks for a new model. The replica that leads trains it as soon as it can.</summary>
    /// <param name="approve">Whether it is to become active, however many customers it moves; else it may have to wait for a decision.</param>
    /// <param name="cancellationToken">Nothing is asked for by a cancelled call.</param>
    /// <returns>The request's id, for <see cref="RequestAsync"/>.</returns>
    /// <exception cref="ModelLifecycleException">A version is pinned.</exception>
    public async Task<long> RequestRetrainingAsync(bool approve, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await RetrainingRequests.AddAsync(session, approve, By, cancellationToken)
            ?? throw new ModelLifecycleException(RetrainingRequests.Pinned((await session.Context.ActiveModelAsync(cancellationToken))?.ModelVersion));
    }

    /// <summary>What became of a request; null for one that is not known, or was answered so long ago that it is forgotten.</summary>
    public async Task<RetrainingRequest?> RequestAsync(long requestId, CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await session.Context.RetrainingRequests.AsNoTracking()
            .SingleOrDefaultAsync(request => request.RequestId == requestId, cancellationToken);
    }

    // A model that no consumer can score with would stop them all.
    private static void CheckUsable(ClusteringModel model)
    {
        try
        {
            FeatureQuery.ByIds(SegmentationModel.FromJson(model.Parameters).FeatureNames);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new ModelLifecycleException($"model version {model.ModelVersion} cannot be used: {e.Message}", e);
        }
    }

    private static async Task<ClusteringModel> ChallengerAsync(SegmentationContext context, long version, CancellationToken cancellationToken)
    {
        var model = await context.Models.AsNoTracking().SingleOrDefaultAsync(model => model.ModelVersion == version, cancellationToken)
            ?? throw await UnknownAsync(context, version, cancellationToken);
        return model.IsChallenger ? model : throw Decided(version);
    }

    private static ModelLifecycleException Decided(long version) =>
        new($"model version {version} does not wait for a decision: `models list` shows which one does, and any version can be activated");

    private static async Task<ModelLifecycleException> UnknownAsync(
        SegmentationContext context, long version, CancellationToken cancellationToken)
    {
        var kept = context.Models.Select(model => model.ModelVersion);
        var below = await kept.Where(other => other < version).MaxAsync(other => (long?)other, cancellationToken);
        var above = await kept.Where(other => other > version).MinAsync(other => (long?)other, cancellationToken);
        return new ModelLifecycleException($"there is no model version {version}; " + (below, above) switch
        {
            (null, null) => "none has been trained yet",
            ({ } newest, null) => $"the newest is {newest}",
            (null, { } oldest) => $"the oldest that is kept is {oldest}",
            _ => $"the nearest that are kept are {below} and {above}",
        });
    }
}
