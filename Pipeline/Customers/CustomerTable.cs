namespace SegmentationUpdates.Pipeline.Customers;

/// <summary>Some columns of a customer file as numbers.</summary>
/// <param name="Ids">The customers, in the order of the file.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Values">One row of values per customer, row after row; NaN where the file has none.</param>
public sealed record CustomerTable(int[] Ids, IReadOnlyList<string> Columns, double[] Values);
