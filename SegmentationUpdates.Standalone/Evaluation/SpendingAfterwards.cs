using Npgsql;
using SegmentationUpdates.Clustering.Evaluation;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Evaluation;

/// <summary>What customers have spent since a moment, by the segments that they were in then.</summary>
/// <param name="At">The moment, UTC: real time, also where the customers' is simulated.</param>
/// <param name="Report">What the segments of then say of what was spent since.</param>
internal sealed record SpendingAfterwards(DateTime At, OutcomeReport Report)
{
    private const int Fewest = 100;

    /// <summary>Reads it from the changes of segment and the transactions that were stored since.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="ago">How long ago the moment is; null for the middle of the history.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="UsageException">The history says nothing of that moment, or nothing came after it.</exception>
    /// <exception cref="NpgsqlException">The database does not answer, or refuses.</exception>
    public static async Task<SpendingAfterwards> ReadAsync(NpgsqlConnection connection, TimeSpan? ago, CancellationToken cancellationToken)
    {
        var at = await MomentAsync(connection, ago, cancellationToken)
            ?? throw new UsageException("no customer has been in a segment yet: let a run or the services go on for a while.");
        await using var command = new NpgsqlCommand(
            """
            SELECT segment_name(before.segment), COALESCE(since.amount, 0)
            FROM (
              SELECT DISTINCT ON (customer_id) customer_id, to_segment AS segment
              FROM segment_changes
              WHERE changed_at <= $1
              ORDER BY customer_id, change_id DESC
            ) before
            JOIN customer_segments c USING (customer_id)
            LEFT JOIN (
              SELECT customer_id, sum(transaction_amt) AS amount
              FROM live_transaction_data
              WHERE stored_at > $1
              GROUP BY customer_id
            ) since USING (customer_id)
            WHERE before.segment IS NOT NULL
            """,
            connection)
        {
            Parameters = { new() { Value = at } },
            CommandTimeout = 0,
        };
        var (labels, segments, spent) = (new List<string>(), new List<int>(), new List<double>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var label = reader.GetString(0);
            if (!labels.Contains(label))
            {
                labels.Add(label);
            }

            segments.Add(labels.IndexOf(label));
            spent.Add(reader.GetDouble(1));
        }

        if (segments.Count < Fewest)
        {
            throw new UsageException($"{segments.Count} customers were in a segment at {at:u}, too few to say anything: it takes {Fewest}. See --ago.");
        }

        return spent.Any(amount => amount > 0)
            ? new SpendingAfterwards(at, OutcomeTest.OfNumber(labels, [.. segments], [.. spent], seed: 1))
            : throw new UsageException($"nothing was spent since {at:u}: take a longer --ago, or wait.");
    }

    private static async Task<DateTime?> MomentAsync(NpgsqlConnection connection, TimeSpan? ago, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT now() - COALESCE($1, (now() - min(changed_at)) / 2) FROM segment_changes", connection)
        {
            Parameters = { new() { Value = ago ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as DateTime?;
    }
}
