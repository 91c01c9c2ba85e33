using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>The versions of the model and what became active when, for everybody who looks.</summary>
public sealed class ModelReading(ModelLifecycle models, ILogger<ModelReading> logger)
    : SharedReading<ModelHistory>(TimeSpan.FromSeconds(1), logger)
{
    private const int Activations = 20;

    private string? _state;

    // Versions are many, and large; from one second to the next they are mostly the same.
    protected override async Task<ModelHistory> ReadAsync(CancellationToken cancellationToken)
    {
        var state = await models.StateAsync(cancellationToken);
        if (Current is { } current && string.Equals(state, _state, StringComparison.Ordinal))
        {
            return current;
        }

        var history = new ModelHistory(
            await models.ListAsync(cancellationToken), await models.ActivationsAsync(Activations, cancellationToken));
        _state = state;
        return history;
    }
}

/// <summary>Both newest first.</summary>
/// <param name="Models">Every version that is kept.</param>
/// <param name="Activations">The latest.</param>
public sealed record ModelHistory(IReadOnlyList<ClusteringModel> Models, IReadOnlyList<ModelActivation> Activations)
{
    public ClusteringModel? Active => Models.FirstOrDefault(model => model.IsActive);

    /// <summary>The version that waits for a decision; null for none.</summary>
    public ClusteringModel? Challenger => Models.FirstOrDefault(model => model.IsChallenger);

    /// <summary>What going back leads to: the version that was active before the active one, if it is kept; null for none.</summary>
    public ClusteringModel? Before
    {
        get
        {
            var previous = Activations
                .FirstOrDefault(activation => activation.ModelVersion == Active?.ModelVersion && activation.PreviousVersion != activation.ModelVersion)
                ?.PreviousVersion;
            return Models.FirstOrDefault(model => model.ModelVersion == previous && !model.IsActive);
        }
    }
}
