using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.History;

/// <summary>Tells what became of a file.</summary>
internal static class IngestReport
{
    /// <returns>The exit code.</returns>
    public static int Write(TextWriter output, IngestSettings settings, string description, IngestAccount account, bool isWhole, string? failure)
    {
        var problem = failure ?? (isWhole ? account.Problem : $"stopped after {account.Rows:N0} rows: the same command goes on there");
        if (settings.Json)
        {
            CommandJson.Write(output, new
            {
                IsWhole = isWhole,
                account.Rows,
                Refused = account.Refused.ToDictionary(refused => refused.Key, refused => new { refused.Value.Rows, FirstLine = refused.Value.Line }),
                account.Repeated,
                account.StoredBefore,
                account.Sent,
                account.Stored,
                account.NotStored,
                Problem = problem,
            });
        }
        else
        {
            output.WriteLine(description);
            foreach (var (name, figure, more) in Lines(account, isWhole))
            {
                output.WriteLine($"{name,-44}{figure,14:N0}{more}");
            }
        }

        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
        }

        return problem is null && account.NotStored.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static IEnumerable<(string Name, long Figure, string More)> Lines(IngestAccount account, bool isWhole)
    {
        yield return ("rows read", account.Rows, "");
        yield return ("  refused", account.Refused.Values.Sum(refused => refused.Rows), "");
        foreach (var (reason, (rows, line)) in account.Refused)
        {
            yield return ($"    {reason}", rows, $"   first in line {line:N0}");
        }

        yield return ("  there twice, under one id", account.Repeated, "");
        yield return ("  stored before, not sent again", account.StoredBefore, "");
        yield return ("  sent", account.Sent, "");
        if (isWhole)
        {
            yield return ("    stored", account.Stored, "");
        }

        foreach (var (reason, rows) in account.NotStored)
        {
            yield return ($"    {reason}", rows, "   not stored");
        }
    }
}
