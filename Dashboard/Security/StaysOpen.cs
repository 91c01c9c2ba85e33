namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Metadata of endpoints whose answers last for as long as a client likes.</summary>
internal sealed class StaysOpen(string? onlyWith)
{
    /// <summary>Whether the answer to this request is such a one.</summary>
    public bool Answering(HttpRequest request) => onlyWith is null || request.Query.ContainsKey(onlyWith);
}
