using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Customers whom a pass found to have changed, gathered for one database transaction.</summary>
internal sealed class CustomerUpdates
{
    private readonly List<int> _customers = [];
    private readonly List<uint> _rowVersions = [];
    private readonly List<int> _days = [];
    private readonly List<string> _segments = [];
    private readonly List<bool> _moves = [];

    public int Count => _customers.Count;

    /// <summary>Of those that were written: how many moved to another segment.</summary>
    public int Moved { get; private set; }

    /// <param name="customerId">Each customer once.</param>
    /// <param name="rowVersion">Of the row that was scored: a customer whose row is another by then is left alone.</param>
    /// <param name="days">Days from the last transaction, as they were scored.</param>
    /// <param name="segment">Where the customer is from now on.</param>
    /// <param name="moves">Whether that is another segment than before.</param>
    public void Add(int customerId, uint rowVersion, int days, string segment, bool moves)
    {
        _customers.Add(customerId);
        _rowVersions.Add(rowVersion);
        _days.Add(days);
        _segments.Add(segment);
        _moves.Add(moves);
    }

    /// <summary>Writes them, holding the model, and begins the next ones.</summary>
    /// <returns>False when another model is active, and nothing was written.</returns>
    public async Task<bool> WriteAsync(NpgsqlConnection connection, long version, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand("SELECT hold_active_model()", connection))
        {
            if (await hold.ExecuteScalarAsync(cancellationToken) as long? != version)
            {
                return false;
            }
        }

        var moved = Count == 0 ? 0 : await UpdateAsync(connection, version, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Moved += moved;
        Clear();
        return true;
    }

    private void Clear()
    {
        _customers.Clear();
        _rowVersions.Clear();
        _days.Clear();
        _segments.Clear();
        _moves.Clear();
    }

    // Locked first, in the order of customer_id like all updates of profiles: no deadlocks.
    private async Task<int> UpdateAsync(NpgsqlConnection connection, long version, CancellationToken cancellationToken)
    {
        int[] customers = [.. _customers];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    "SELECT set_config('segmentation.reason', $1, TRUE), set_config('segmentation.model_version', $2::TEXT, TRUE)")
                {
                    Parameters = { new() { Value = SegmentChangeReason.Model.ToText() }, new() { Value = version } },
                },
                new NpgsqlBatchCommand(
                    "SELECT FROM customer_segments WHERE customer_id = ANY ($1) ORDER BY customer_id FOR NO KEY UPDATE")
                {
                    Parameters = { new() { Value = customers } },
                },
                new NpgsqlBatchCommand(
                    """
                    WITH updated AS (
                      UPDATE customer_segments c
                      SET segment = u.segment, days_from_last_transaction = u.days, last_updated = now()
                      FROM unnest($1, $2, $3, $4, $5) AS u (customer_id, row_version, days, segment, moves)
                      WHERE c.customer_id = u.customer_id AND c.xmin = u.row_version
                      RETURNING u.moves
                    )
                    SELECT count(*) FILTER (WHERE moves)::INT FROM updated
                    """)
                {
                    Parameters =
                    {
                        new() { Value = customers },
                        new() { Value = _rowVersions.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid },
                        new() { Value = _days.ToArray() },
                        new() { Value = _segments.ToArray() },
                        new() { Value = _moves.ToArray() },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt32(0);
    }
}
