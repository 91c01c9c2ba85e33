using System.Globalization;
using System.Text;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Export;

/// <summary>
/// Customers as a CSV file, in the columns of the customers file, with the
/// figures that no such file has behind them, and with the bank's
/// ids. Who belongs to it is decided at once; the rows are then
/// read in parts, each written before the next is read, so that any number fits and a slow reader holds no session and no snapshot of the database.
/// </summary>
internal sealed class CustomerCsv(CustomerFinder customers, ExportTurns turns, SegmentNameBoard? names = null)
{
    private const int Part = 2_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Who belongs to the file, in its order.</summary>
    public Task<int[]> IdsAsync(CustomerSelection search, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => customers.IdsAsync(search.Filter, search.Order, cancellationToken), cancellationToken);

    /// <summary>Answers with the file: of these customers those who match when their part is read, with the figures that they have then.</summary>
    public async Task SendAsync(HttpContext context, CustomerFilter filter, int[] ids, string fileName)
    {
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.CacheControl = "no-store";
        var text = new StringBuilder().AppendJoin(',', [.. CustomerColumns.All, .. CustomerColumns.Recent]).Append("\r\n");
        await WriteAsync();
        foreach (var part in ids.Chunk(Part))
        {
            foreach (var customer in await turns.TakeAsync(() => customers.ByIdsAsync(filter, part, cancellationToken), cancellationToken))
            {
                Append(text, names is null ? customer : customer with { Segment = names.NameOf(customer.Segment) });
            }

            await WriteAsync();
        }

        async Task WriteAsync()
        {
            await response.Body.WriteAsync(Utf8.GetBytes(text.ToString()), cancellationToken);
            text.Clear();
        }
    }

    internal static void Append(StringBuilder text, CustomerDetails customer)
    {
        text.Append(Field(ExternalId.Text(customer.CustomerId, customer.ExternalId))).Append(',');
        foreach (var column in CustomerColumns.Numeric)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CustomerRow.Value(customer, column)},");
        }

        text.Append(Field(customer.Segment));
        foreach (var column in CustomerColumns.Recent)
        {
            text.Append(CultureInfo.InvariantCulture, $",{CustomerRow.Value(customer, column)}");
        }

        text.Append("\r\n");
    }

    // A spreadsheet takes what begins like this for a formula, and runs it: the name of a segment is anybody's who configures labels, and an id may
    // be any text.
    private static string Field(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
