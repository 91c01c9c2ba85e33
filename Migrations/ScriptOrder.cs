namespace SegmentationUpdates.Migrations;

/// <summary>init_db.sql first, then the numbered scripts by their numbers.</summary>
internal sealed class ScriptOrder : IComparer<string>
{
    private const string First = "db/init_db.sql";

    public int Compare(string? x, string? y) => (x == First, y == First) switch
    {
        (true, true) => 0,
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(x, y),
    };
}
