namespace SegmentationUpdates.Standalone.History;

/// <summary>A row of a file of transactions.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Customer">Id of the customer as it is in the file; empty for none.</param>
/// <param name="Amount">NaN for none.</param>
/// <param name="Time">UTC; null for none.</param>
/// <param name="Id">As it is in the file; empty for none, null where the file has no such column.</param>
internal readonly record struct HistoryRow(long Line, string Customer, double Amount, DateTime? Time, string? Id);
