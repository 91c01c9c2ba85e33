using System.Globalization;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Says whether a trained model may become active by itself, or somebody has to be asked.</summary>
internal static class ActivationGate
{
    /// <returns>Why somebody has to be asked, as a part of a sentence about the model; null when nobody has to.</returns>
    public static string? Objection(Continuation continuation, ReclusteringOptions options) => continuation switch
    {
        { Matched: null } => null,
        { Moves: null } when options is { MaxMovedShare: < 1 } or { LeastStability: > 0 } =>
            "it has other features than the active model, so that nobody can say how many customers it would move",
        { Moves: { } moves } when moves.Share > options.MaxMovedShare =>
            $"it would move {Percent(moves.Share)} of the customers to another segment, and {Percent(options.MaxMovedShare)} is let through",
        { Moves: { } moves } when options.LeastStability > 0 && moves.Stability < options.LeastStability => string.Create(
            CultureInfo.InvariantCulture,
            $"it agrees with the active model by {moves.Stability:0.00} (adjusted Rand index), and from {options.LeastStability:0.00} on it is let through"),
        _ => null,
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
