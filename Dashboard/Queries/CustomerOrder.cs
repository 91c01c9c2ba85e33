using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>By what a list of customers is sorted. Customers with the same value come by id, in the same direction.</summary>
/// <param name="Column"><see cref="Id"/> or one of <see cref="Features"/>.</param>
/// <param name="IsDescending">The greatest first.</param>
public sealed record CustomerOrder(string Column, bool IsDescending)
{
    public const string Id = "customer_id";

    /// <summary>The lowest id first.</summary>
    public static readonly CustomerOrder ById = new(Id, IsDescending: false);

    /// <summary>The columns that can be filtered and sorted by, in the table's order, those that are computed last.</summary>
    public static IReadOnlyList<string> Features => CustomerColumns.Live;

    public bool IsById => Column == Id;

    /// <summary>All that <see cref="Parse"/> takes, without the minus.</summary>
    internal static IEnumerable<string> Columns => [Id, .. Features];

    /// <param name="text">The name of a column, with a minus before it for the greatest first.</param>
    /// <returns>Null for a column that is not known.</returns>
    public static CustomerOrder? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isDescending = text.StartsWith('-');
        var column = isDescending ? text[1..] : text;
        return Columns.Contains(column, StringComparer.Ordinal) ? new CustomerOrder(column, isDescending) : null;
    }

    public override string ToString() => IsDescending ? $"-{Column}" : Column;
}
