using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What the commands about models say, to a person or to a program. Each answers with the exit code.</summary>
internal abstract class ModelsOutput
{
    public static ModelsOutput Create(bool json) => json ? new ModelsJson(Console.Out) : new ModelsText(Console.Out, Console.IsOutputRedirected);

    public abstract int List(IReadOnlyList<ClusteringModel> models);

    public abstract int Show(ClusteringModel model, IReadOnlyList<ModelActivation> activations);

    public abstract int Activated(ModelActivation activation);

    public abstract int Approved(ModelActivation activation);

    public abstract int Rejected(ClusteringModel model);

    public abstract int Named(ClusteringModel model);

    /// <param name="version">Null: none was pinned.</param>
    public abstract int Unpinned(long? version);

    /// <param name="request">Answered with a model, which is active or, where an error says why, waits for a decision.</param>
    public abstract int Retrained(RetrainingRequest request);
}
