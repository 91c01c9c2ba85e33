using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace SegmentationUpdates.Storage.Models;

/// <summary>
/// Requests for a new model, in the database: any replica takes them, the one that leads fulfils them, and none is lost with a process.
/// </summary>
public static class RetrainingRequests
{
    /// <param name="session">Without a transaction.</param>
    /// <param name="approve">Whether the model is to become active, however many customers it moves.</param>
    /// <param name="by">The name of who asks; null for nobody's.</param>
    /// <param name="cancellationToken">Nothing is asked for by a cancelled call.</param>
    /// <returns>The request's id; null while a version is pinned, which a request must not replace.</returns>
    public static async Task<long?> AddAsync(SegmentationSession session, bool approve, string? by, CancellationToken cancellationToken)
    {
        await using var transaction = await session.BeginAsAsync(by, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO retraining_requests (requested_at, approve)
            SELECT clock_timestamp(), $1
            WHERE NOT EXISTS (SELECT FROM clustering_models WHERE pinned_at IS NOT NULL)
            RETURNING request_id
            """,
            session.Connection)
        {
            Parameters = { new() { Value = approve } },
        };
        var id = (long?)await command.ExecuteScalarAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Why a request is refused, as a sentence without its end.</summary>
    public static string Pinned(long? version) => $"model version {version} is pinned, and no request replaces it: unpin it first";

    /// <summary>The newest request that waits; null for none.</summary>
    public static Task<RetrainingRequest?> WaitingAsync(SegmentationSession session, CancellationToken cancellationToken) =>
        session.Context.RetrainingRequests.AsNoTracking()
            .Where(request => request.AnsweredAt == null)
            .OrderByDescending(request => request.RequestId)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// One training answers all requests that came before it: with a model, or with why there is none. With both, the model waits to be approved.
    /// </summary>
    public static async Task AnswerAsync(
        SegmentationSession session, long lastRequest, long? modelVersion, string? error, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE retraining_requests
            SET answered_at = now(), model_version = $2, error = $3
            WHERE request_id <= $1 AND answered_at IS NULL
            """,
            session.Connection)
        {
            Parameters =
            {
                new() { Value = lastRequest },
                new() { Value = modelVersion ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = error ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
