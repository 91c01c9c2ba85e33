using Npgsql;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>Reads the active model's row.</summary>
internal static class ModelQuery
{
    /// <returns>Null before the first model.</returns>
    public static async Task<ModelState?> ActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT model_version, activated_at, applied_at, ARRAY(SELECT jsonb_array_elements_text(parameters -> 'labels'))
            FROM clustering_models
            WHERE is_active
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ModelState(
                reader.GetInt64(0),
                reader.GetDateTime(1),
                reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                reader.GetFieldValue<string[]>(3))
            : null;
    }
}
