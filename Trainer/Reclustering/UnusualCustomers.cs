using Npgsql;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>The customers whom a pass found to be unusual, to be written at its end in place of those of the pass before.</summary>
/// <param name="model">The model that scores.</param>
/// <param name="from">From which unusualness on, 0 to 100.</param>
internal sealed class UnusualCustomers(SegmentationModel model, double from)
{
    private readonly List<int> _customers = [];
    private readonly List<double> _unusualness = [];

    /// <param name="customerId">Each customer once.</param>
    /// <param name="row">The model's features.</param>
    /// <param name="segment">Where the customer is from now on.</param>
    public void Look(int customerId, ReadOnlySpan<double> row, int segment)
    {
        if (model.Unusualness(row, segment) is { } unusualness && unusualness >= from)
        {
            _customers.Add(customerId);
            _unusualness.Add(unusualness);
        }
    }

    /// <summary>Only what has changed is written. Who was erased since is left out.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int[] customers = [.. _customers];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("DELETE FROM unusual_customers WHERE customer_id <> ALL ($1)") { Parameters = { new() { Value = customers } } },
                new NpgsqlBatchCommand(
                    """
                    INSERT INTO unusual_customers AS known (customer_id, unusualness)
                    SELECT c.customer_id, u.unusualness
                    FROM unnest($1, $2) AS u (customer_id, unusualness)
                    JOIN customer_segments c USING (customer_id)
                    ORDER BY c.customer_id
                    FOR KEY SHARE OF c
                    ON CONFLICT (customer_id) DO UPDATE SET unusualness = EXCLUDED.unusualness, scored_at = EXCLUDED.scored_at
                    WHERE known.unusualness <> EXCLUDED.unusualness
                    """)
                {
                    Parameters = { new() { Value = customers }, new() { Value = _unusualness.ToArray() } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
