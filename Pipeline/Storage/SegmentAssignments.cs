using Npgsql;
using NpgsqlTypes;

namespace SegmentationUpdates.Pipeline.Storage;

/// <summary>Customers that go to another segment, gathered for one statement.</summary>
internal sealed class SegmentAssignments
{
    private readonly List<int> _customers = [];
    private readonly List<string> _segments = [];
    private readonly List<uint> _rowVersions = [];

    public IReadOnlyList<int> Customers => _customers;

    public int Count => _customers.Count;

    /// <param name="customerId">Each customer once.</param>
    /// <param name="segment">Where the customer goes.</param>
    /// <param name="rowVersion">Of the row that was scored: a customer whose row is another by then is left alone.</param>
    public void Add(int customerId, string segment, uint rowVersion)
    {
        _customers.Add(customerId);
        _segments.Add(segment);
        _rowVersions.Add(rowVersion);
    }

    /// <summary>Writes them, as the last thing that its transaction does.</summary>
    /// <returns>How many customers really changed.</returns>
    public int Write(NpgsqlConnection connection, string reason, long modelVersion)
    {
        using var command = Command(connection, reason, modelVersion);
        return (int)command.ExecuteScalar()!;
    }

    /// <inheritdoc cref="Write"/>
    public async Task<int> WriteAsync(NpgsqlConnection connection, string reason, long modelVersion, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, reason, modelVersion);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string reason, long modelVersion) =>
        new("SELECT assign_segments($1, $2, $3, $4, $5)", connection)
        {
            Parameters =
            {
                new() { Value = _customers.ToArray() },
                new() { Value = _segments.ToArray() },
                new() { Value = _rowVersions.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid },
                new() { Value = reason },
                new() { Value = modelVersion },
            },
        };
}
