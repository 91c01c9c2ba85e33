using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Who fits nowhere, as the trainer found when it last scored everybody.</summary>
public sealed class UnusualCustomers(NpgsqlDataSource source)
{
    /// <summary>The most unusual first.</summary>
    /// <param name="limit">From 1 to <see cref="CustomerQueries.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<UnusualCustomer>> ListAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT c.customer_id, {ExternalIds.Column("c")}, c.segment, u.unusualness, u.scored_at
            FROM unusual_customers u
            JOIN customer_segments c USING (customer_id)
            ORDER BY u.unusualness DESC, u.customer_id
            LIMIT $1
            """);
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var customers = new List<UnusualCustomer>();
        while (await reader.ReadAsync(cancellationToken))
        {
            customers.Add(new UnusualCustomer(
                reader.GetInt32(0), reader.TextOrNull(1), reader.TextOrNull(2), reader.GetDouble(3), reader.GetDateTime(4)));
        }

        return customers;
    }
}

/// <summary>A customer who fits nowhere.</summary>
/// <param name="CustomerId">The customer's number.</param>
/// <param name="ExternalId">The bank's own id of the customer; null where that is the number.</param>
/// <param name="Segment">The segment that is nearest.</param>
/// <param name="Unusualness">So many in a hundred of those the segment was trained on were nearer to its centroid.</param>
/// <param name="ScoredAt">When that was found first, UTC.</param>
public sealed record UnusualCustomer(int CustomerId, string? ExternalId, string? Segment, double Unusualness, DateTime ScoredAt);
