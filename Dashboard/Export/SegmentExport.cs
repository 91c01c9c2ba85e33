using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Export;

/// <summary>A segment's customers as a CSV file, in the columns of the customers file, written while they are read: any number fits.</summary>
internal static class SegmentExport
{
    public const string Path = "/segments/export.csv";

    private const string Columns =
        "customer_id,income,balance,customer_lifetime_value,debt,tenure,credit_default,days_from_last_transaction,avg_transaction_amt,"
        + "num_transactions,digital_engagement_score,loan_repayment_time,total_products_owned,has_loan,segment";

    private const int FlushEvery = 500;

    /// <summary>Where a segment's file is.</summary>
    public static string Link(string segment) => $"{Path[1..]}?segment={Uri.EscapeDataString(segment)}";

    public static void MapSegmentExport(this IEndpointRouteBuilder app) =>
        // The name is in the query: in a path, a slash of it would be lost.
        app.MapGet(Path, async (string segment, NpgsqlDataSource source, HttpContext context) =>
        {
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(segment)}\"";
            context.Response.Headers.CacheControl = "no-store";
            await WriteAsync(source, segment, context.Response.Body, context.RequestAborted);
        }).RequireAuthorization(DashboardPolicies.View).ExcludeFromDescription();

    private static async Task WriteAsync(NpgsqlDataSource source, string segment, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n" };
        await using var command = source.CreateCommand($"SELECT {Columns} FROM customer_segments WHERE segment = $1 ORDER BY customer_id");
        command.Parameters.Add(new() { Value = segment, NpgsqlDbType = NpgsqlDbType.Varchar });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await writer.WriteLineAsync(Columns.AsMemory(), cancellationToken);
        for (var row = 1; await reader.ReadAsync(cancellationToken); row++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (i > 0)
                {
                    await writer.WriteAsync(',');
                }

                await writer.WriteAsync(Field(reader.GetValue(i)));
            }

            await writer.WriteLineAsync();
            if (row % FlushEvery == 0)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }
    }

    internal static string Field(object value) => value switch
    {
        DBNull => "",
        string text => Text(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Text(value.ToString() ?? ""),
    };

    // A spreadsheet takes what begins like this for a formula, and runs it: the name of a segment is anybody's who configures labels.
    private static string Text(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string FileName(string segment)
    {
        var name = Display.Anchors.Of(segment);
        return $"{(name.Length > 60 ? name[..60] : name)}.csv";
    }
}
