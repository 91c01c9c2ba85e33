using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Storage;

/// <summary>Customers that go to another segment, gathered for one statement.</summary>
public sealed class SegmentAssignments
{
    private readonly List<int> _customers = [];
    private readonly List<string> _segments = [];
    private readonly List<uint> _rowVersions = [];

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

    /// <summary>
    /// Writes them, as the last thing that its transaction does. The changes keep the context of the current span if it is sampled: their publication,
    /// perhaps by another process, is part of its trace.
    /// </summary>
    /// <returns>How many customers really changed.</returns>
    public int Write(NpgsqlConnection connection, SegmentChangeReason reason, long modelVersion)
    {
        var traceparent = Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : (object)DBNull.Value;
        using var command = new NpgsqlCommand("SELECT assign_segments($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters =
            {
                new() { Value = _customers.ToArray() },
                new() { Value = _segments.ToArray() },
                new() { Value = _rowVersions.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid },
                new() { Value = reason.ToText() },
                new() { Value = modelVersion },
                new() { Value = traceparent, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        return (int)command.ExecuteScalar()!;
    }
}
