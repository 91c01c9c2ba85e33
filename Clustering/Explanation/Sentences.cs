namespace SegmentationUpdates.Clustering.Explanation;

internal static class Sentences
{
    public static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
