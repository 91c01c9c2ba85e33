using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace SegmentationUpdates.ServiceDefaults;

/// <summary>
/// Names the spans of SQL statements after what they do and to what (<c>SELECT ingest_batch</c>, <c>COPY live_transaction_data</c>), as the
/// semantic conventions say; by itself Npgsql names all of them after the database.
/// </summary>
internal sealed partial class StatementNames : BaseProcessor<Activity>
{
    private const string Npgsql = "Npgsql";

    private const int MatchLimit = 1_000; // milliseconds, by far

    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Source.Name == Npgsql && data.GetTagItem("db.query.text") is string text)
        {
            data.DisplayName = NameOf(text);
            data.SetTag("db.query.summary", data.DisplayName);
        }
    }

    /// <summary>Of a batch the names of its statements, one after the other.</summary>
    internal static string NameOf(string text) => string.Join("; ", Statements().Split(text).Select(NameOfOne).Distinct(StringComparer.Ordinal));

    private static string NameOfOne(string statement)
    {
        var verb = Verb().Match(statement);
        var target = Target().Match(statement);
        var name = verb.Success ? verb.Value.Trim().ToUpperInvariant() : "statement";
        return target.Success ? $"{name} {target.Groups["name"].Value}" : name;
    }

    // The next one begins after a semicolon, or, in what Npgsql says of a batch, on a line of its own.
    [GeneratedRegex(@";?\s*\n(?=(?:SELECT|INSERT|UPDATE|DELETE|WITH|COPY|LISTEN|CALL)\b)|;\s*(?=\S)", RegexOptions.None, MatchLimit)]
    private static partial Regex Statements();

    [GeneratedRegex(@"^\s*[A-Za-z]+", RegexOptions.None, MatchLimit)]
    private static partial Regex Verb();

    // A function that is called by itself, or the first table.
    [GeneratedRegex(
        @"^\s*SELECT\s+(?:\*\s+FROM\s+|\w+\s+FROM\s+)?(?<name>[a-z_]+_[a-z_]+)\(|^\s*(?:COPY|UPDATE|LISTEN|CALL)\s+""?(?<name>\w+)|\b(?:FROM|INTO)\s+""?(?<name>[A-Za-z_]\w*)",
        RegexOptions.IgnoreCase,
        MatchLimit)]
    private static partial Regex Target();
}
