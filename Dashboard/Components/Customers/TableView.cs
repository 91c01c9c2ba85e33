using Microsoft.AspNetCore.WebUtilities;
using SegmentationUpdates.Dashboard.Api;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Components.Customers;

/// <summary>What the table of customers shows. All of it stands in the page's address, so that a view is a link.</summary>
/// <param name="Search">Whom, in which order, and from where.</param>
/// <param name="Columns">The figures beside id and segment, in the order of a profile.</param>
public sealed record TableView(CustomerSelection Search, IReadOnlyList<string> Columns)
{
    public const string Page = "customers";

    private const string ColumnsName = "columns";

    /// <summary>What is shown when nobody has chosen.</summary>
    public static IReadOnlyList<string> UsualColumns { get; } =
        ["balance", "customer_lifetime_value", "days_from_last_transaction", "avg_transaction_amt", "num_transactions"];

    /// <summary>Where the file of all that is found is.</summary>
    public string FileLink => CustomerListEndpoints.FileLink(Search);

    /// <param name="query">Of an address, with its question mark.</param>
    /// <returns>The view, and a sentence for each parameter that cannot be read.</returns>
    public static (TableView View, IReadOnlyList<string> Problems) Read(string query)
    {
        var given = QueryHelpers.ParseQuery(query);
        var (search, problems) = CustomerSelectionText.Read(
            given, CustomerSelectionText.Sort, CustomerSelectionText.After, CustomerSelectionText.Before, ColumnsName);
        List<string> sentences = [.. problems.Select(problem => $"{problem.Key} {problem.Value}")];
        string[] columns = given.TryGetValue(ColumnsName, out var chosen)
            ? [.. chosen.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : [.. UsualColumns];
        sentences.AddRange(columns.Where(column => !CustomerOrder.Features.Contains(column, StringComparer.Ordinal))
            .Select(column => $"{ColumnsName} has '{column}', which is no figure of a customer.{Nearest.Question(column, CustomerOrder.Features)}"));
        return (new TableView(search, columns), sentences);
    }

    /// <summary>The view's address, relative to the site.</summary>
    public string Link() =>
        CustomerSelectionText.Write(Search, (ColumnsName, Columns.SequenceEqual(UsualColumns) ? null : string.Join(',', Columns))) switch
        {
            "" => Page,
            var query => $"{Page}?{query}",
        };

    /// <summary>Sorted by another column, or by the same the other way round. Of figures the greatest are of interest first.</summary>
    public TableView SortedBy(string column)
    {
        var order = Search.Order.Column == column
            ? Search.Order with { IsDescending = !Search.Order.IsDescending }
            : new CustomerOrder(column, IsDescending: column != CustomerOrder.Id);
        return this with { Search = Search with { Order = order, After = null, Before = null } };
    }

    /// <summary>With a column more, or one less.</summary>
    public TableView With(string column, bool isShown) =>
        this with { Columns = [.. FeatureOrder.Where(name => name == column ? isShown : Columns.Contains(name))] };

    /// <summary>The customers of a segment.</summary>
    public static string OfSegment(string? segment) =>
        new TableView(new CustomerSelection { Filter = new CustomerFilter { Segments = [segment] } }, UsualColumns).Link();

    private static IEnumerable<string> FeatureOrder => Display.FeatureText.All.Select(feature => feature.Column);
}
