using System.Text.Json.Serialization;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>Why a customer is in a segment, and what would move it.</summary>
/// <param name="Segment">Index of the segment in the model.</param>
/// <param name="Label">Its name.</param>
/// <param name="HeldByMargin">Another centroid is nearer, but not by more than the switch margin: the customer stays where it was.</param>
/// <param name="Second">Index of the nearest of the other segments; -1 if there is no other.</param>
/// <param name="SecondLabel">Its name, or null.</param>
/// <param name="Distances">Distance to every segment, in the order of the model's.</param>
/// <param name="Contributions">Every feature, the one that speaks most for the segment against the second first; empty without a second.</param>
/// <param name="Moves">Changes of one feature that would move the customer, the smallest first: at most one per feature and segment; may be empty.</param>
/// <param name="Missing">Names of the features that had no value and counted as their medians.</param>
/// <param name="Sentence">The gist in English.</param>
/// <param name="Unusualness">So many in a hundred of those the segment was trained on were nearer to its centroid; null if the model does not know.</param>
/// <param name="UnusualFor">The features that make the most of the distance to the centroid, the greatest first: those that each make a fifth or more.</param>
public sealed record CustomerExplanation(
    int Segment,
    string Label,
    bool HeldByMargin,
    int Second,
    string? SecondLabel,
    IReadOnlyList<SegmentDistance> Distances,
    IReadOnlyList<FeatureContribution> Contributions,
    IReadOnlyList<Counterfactual> Moves,
    IReadOnlyList<string> Missing,
    string Sentence,
    double? Unusualness,
    IReadOnlyList<string> UnusualFor)
{
    /// <summary>The explanation as JSON, in snake case.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, ExplanationJson.Default.CustomerExplanation);
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CustomerExplanation))]
internal sealed partial class ExplanationJson : JsonSerializerContext;

/// <summary>How far a customer is from a segment.</summary>
/// <param name="Segment">Index of the segment in the model.</param>
/// <param name="Label">Its name.</param>
/// <param name="Distance">Euclidean distance to its centroid in scaled units (not squared).</param>
public sealed record SegmentDistance(int Segment, string Label, double Distance);
