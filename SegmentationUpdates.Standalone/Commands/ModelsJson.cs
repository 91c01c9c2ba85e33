using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>One JSON document on standard output, in snake case like the database's columns.</summary>
internal sealed class ModelsJson(TextWriter writer) : ModelsOutput
{
    private static JsonSerializerOptions Options => CommandJson.Options;

    public override int List(IReadOnlyList<ClusteringModel> models) => Write(new JsonArray([.. models.Select(Summary)]));

    public override int Show(ClusteringModel model, IReadOnlyList<ModelActivation> activations)
    {
        var document = Summary(model);
        document["parameters"] = Node(model.Parameters);
        document["k_search"] = Node(model.KSearch);
        document["segment_profiles"] = Node(model.SegmentProfiles);
        document["activations"] = Node(activations);
        return Write(document);
    }

    public override int Activated(ModelActivation activation) => Write(Node(activation)!);

    public override int Approved(ModelActivation activation) => Activated(activation);

    public override int Rejected(ClusteringModel model) => Write(Summary(model));

    public override int Named(ClusteringModel model) => Write(Summary(model));

    public override int Unpinned(long? version) => Write(new JsonObject { ["model_version"] = version });

    public override int Retrained(RetrainingRequest request) => Write(Node(request)!);

    // As the columns are, without the large documents.
    private static JsonObject Summary(ClusteringModel model) => Node(new
    {
        model.ModelVersion,
        model.CreatedAt,
        model.Reason,
        model.K,
        model.Seed,
        model.Customers,
        model.TrainingRows,
        model.TrainingSeconds,
        model.Inertia,
        model.StoredThrough,
        model.SwitchMargin,
        model.Quality?.Silhouette,
        model.Quality?.DaviesBouldin,
        model.Lineage.PreviousVersion,
        model.Lineage.Matched,
        model.Lineage.BornSegments,
        model.Lineage.DiedSegments,
        model.Lineage.Stability,
        model.MovedShare,
        model.Moves,
        ChallengeSince = model.Challenge?.Since,
        ChallengeReason = model.Challenge?.Reason,
        ChallengeDecision = model.Challenge?.Decision,
        ChallengeDecidedAt = model.Challenge?.DecidedAt,
        ChallengeDecidedBy = model.Challenge?.DecidedBy,
        ChallengeNote = model.Challenge?.Note,
        DriftMeasuredAt = model.Drift?.MeasuredAt,
        DriftCustomers = model.Drift?.Customers,
        DriftDistanceRatio = model.Drift?.DistanceRatio,
        DriftPsi = model.Drift?.Psi,
        DriftFeature = model.Drift?.Feature,
        DriftFindings = model.Drift?.Findings,
        Lineage = model.Lineage.Origin,
        model.Name,
        model.IsActive,
        model.ActivatedAt,
        model.ActivatedReason,
        model.KeepsSegments,
        model.ActivatedByHand,
        model.PinnedAt,
        model.AppliedAt,
    })!.AsObject();

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    private int Write(JsonNode document)
    {
        CommandJson.Write(writer, document);
        return ExitCode.Success;
    }
}
