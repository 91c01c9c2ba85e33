namespace SegmentationUpdates.Storage;

/// <summary>The bank's own id of a customer, for the SELECT of a query: a look-up by the primary key for each row that is returned.</summary>
public static class ExternalIdColumn
{
    /// <param name="table">Name of the table whose <c>customer_id</c> it is, as the query calls it.</param>
    public static string Of(string table) =>
        $"(SELECT ids.external_id FROM customer_external_ids ids WHERE ids.customer_id = {table}.customer_id)";
}
