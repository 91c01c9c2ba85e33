using System.Text.Json;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>A version of the model.</summary>
public sealed record ModelInfo
{
    /// <summary>Grows with each training.</summary>
    public required long ModelVersion { get; init; }

    /// <summary>Given by an operator, so that the version is kept; null for none.</summary>
    public string? Name { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>When it was activated by hand, so that schedule and drift leave it alone; null when they need not.</summary>
    public DateTimeOffset? PinnedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What asked for it: initial, schedule, drift, request, ….</summary>
    public required string Reason { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>When every customer had been scored by it; null while that is under way, and for one that is not active.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>Number of segments.</summary>
    public required int K { get; init; }

    /// <summary>Customers that the centroids were fitted to.</summary>
    public required int Customers { get; init; }

    public required double TrainingSeconds { get; init; }

    /// <summary>Sum of squared scaled distances to the nearest centroid, over all customers: lower is tighter.</summary>
    public required double Inertia { get; init; }

    /// <summary>
    /// Silhouette (Rousseeuw, 1987) on a sample, from -1 to 1, higher is better: by distances between customers. Null when it was not measured, as in
    /// versions that were trained before it was, and with one segment.
    /// </summary>
    public double? Silhouette { get; init; }

    /// <summary>From 0: lower is better; null when it was not measured.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>Adjusted Rand index against the version before: 1 for the same segments; null without one.</summary>
    public double? Stability { get; init; }

    /// <summary>
    /// Share of the training's customers whom it puts into another segment than the version before does, 0 to 1; null where none compares.
    /// </summary>
    public double? MovedShare { get; init; }

    /// <summary>How many of them from where to where, most first; empty like moved_share.</summary>
    public required IReadOnlyList<ModelFlow> Moves { get; init; }

    /// <summary>
    /// Why it was not to become active by itself, and what was decided: decision is null while it waits. Null for one that nobody had to be asked
    /// about.
    /// </summary>
    public ModelChallenge? Challenge { get; init; }

    /// <summary>How much nearer another segment must be before a customer moves.</summary>
    public double SwitchMargin { get; init; }

    /// <summary>The segments, best first.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public static ModelInfo Of(ClusteringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelInfo
        {
            ModelVersion = model.ModelVersion,
            Name = model.Name,
            IsActive = model.IsActive,
            PinnedAt = model.PinnedAt,
            CreatedAt = model.CreatedAt,
            Reason = model.Reason.ToText(),
            ActivatedAt = model.ActivatedAt,
            AppliedAt = model.AppliedAt,
            K = model.K,
            Customers = model.Customers,
            TrainingSeconds = model.TrainingSeconds,
            Inertia = model.Inertia,
            Silhouette = model.Quality?.Silhouette,
            DaviesBouldin = model.Quality?.DaviesBouldin,
            Stability = model.Lineage.Stability,
            MovedShare = model.MovedShare,
            Moves = ModelFlow.FromJson(model.Moves),
            Challenge = model.Challenge,
            SwitchMargin = model.SwitchMargin,
            Labels = model.Parameters.TryGetProperty("labels", out var labels) ? labels.Deserialize<string[]>() ?? [] : [],
        };
    }
}
