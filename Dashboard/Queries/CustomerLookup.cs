using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Finds customers by the ids that the bank knows them by: its own ids, or the numbers where customers have no other.</summary>
public sealed class CustomerLookup(NpgsqlDataSource source)
{
    private const string EncodedSlash = "%2F";

    /// <summary>An id as it stands in an address, where a slash stays encoded.</summary>
    public static string FromAddress(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>The number of the customer; null when nobody can have that id.</returns>
    public async Task<int?> NumberAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand("SELECT (find_customers(ARRAY[$1]))[1]");
        command.Parameters.Add(new() { Value = id.Replace("\0", "", StringComparison.Ordinal), NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>For looking only: takes the number that stands for one of the bank's own ids here, too.</summary>
    /// <inheritdoc cref="NumberAsync"/>
    public async Task<int?> AnyNumberAsync(string id, CancellationToken cancellationToken = default) =>
        await NumberAsync(id, cancellationToken)
        ?? (int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
}
