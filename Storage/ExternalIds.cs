using Npgsql;
using NpgsqlTypes;

namespace SegmentationUpdates.Storage;

/// <summary>The bank's own ids of customers, in the database.</summary>
public static class ExternalIds
{
    /// <summary>The id, for the SELECT of a query: a look-up by the primary key for each row that is returned.</summary>
    /// <param name="table">Name of the table whose <c>customer_id</c> it is, as the query calls it.</param>
    public static string Column(string table) =>
        $"(SELECT ids.external_id FROM customer_external_ids ids WHERE ids.customer_id = {table}.customer_id)";

    /// <summary>Asks whether any customer has one: a scalar of bool.</summary>
    public static NpgsqlCommand Any(NpgsqlConnection connection) => new("SELECT EXISTS (SELECT FROM customer_external_ids)", connection);

    /// <summary>Asks for the number of each id, in their order: a scalar of int?[], with null for an id that nobody has.</summary>
    public static NpgsqlCommand Numbers(NpgsqlConnection connection, string[] ids) => new("SELECT find_customers($1)", connection)
    {
        Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
    };
}
