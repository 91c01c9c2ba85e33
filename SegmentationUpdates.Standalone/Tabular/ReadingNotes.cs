using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>What was found out about a file and made of it, for people and for programs.</summary>
/// <param name="Format">What the file is, in one line.</param>
/// <param name="Rows">Customers in it.</param>
/// <param name="Id">The column of ids, and why it is.</param>
/// <param name="Features">What is clustered by.</param>
/// <param name="LeftOut">Columns left out, each with its reason.</param>
/// <param name="Notes">Anything else worth a word.</param>
internal sealed record ReadingNotes(
    string Format, int Rows, string Id, IReadOnlyList<string> Features, IReadOnlyDictionary<string, string> LeftOut, IReadOnlyList<string> Notes)
{
    /// <summary>The file is in the form that the documentation gives: nothing had to be found out.</summary>
    private bool IsUsual { get; init; }

    public static ReadingNotes Of(Table table, IdColumn id, FeatureSelection? selection, CustomerRows rows) => new(
        $"{table.Path}: {table.Description}; {table.Rows:N0} rows, {table.Columns.Count} columns",
        table.Rows,
        $"{id.Name} ({id.Reason})",
        [.. rows.Features.Select(feature => feature.Name)],
        (selection?.LeftOut ?? []).ToDictionary(left => left.Column, left => left.Reason),
        [.. selection?.Notes ?? [], .. rows.Notes])
    {
        IsUsual = selection is not { IsDefault: false } && id.Column?.Name == "customer_id" && table.Description == "CSV, separator ',', UTF-8",
    };

    /// <summary>A line each; nothing for what is as usual.</summary>
    public IEnumerable<string> Lines()
    {
        if (!IsUsual)
        {
            yield return Format;
            yield return $"id: {Id}";
            yield return $"features: {string.Join(", ", Features)}";
        }

        if (LeftOut.Count > 0)
        {
            yield return $"left out: {string.Join("; ", LeftOut.Select(left => $"{left.Key} ({left.Value})"))}";
        }

        foreach (var note in Notes)
        {
            yield return note;
        }
    }
}
