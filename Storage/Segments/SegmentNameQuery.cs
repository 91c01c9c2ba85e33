using Npgsql;

namespace SegmentationUpdates.Storage.Segments;

/// <summary>Reads the names of the active model's segments.</summary>
public static class SegmentNameQuery
{
    /// <summary>In the model's order.</summary>
    /// <param name="connection">May be in a transaction.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static async Task<SegmentNameBook> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    """
                    SELECT s.segment, s.name, s.by_operator, s.description, s.colour, s.changed_at, s.changed_by, m.model_version
                    FROM clustering_models m
                    CROSS JOIN LATERAL jsonb_array_elements_text(m.parameters -> 'labels') WITH ORDINALITY AS l (label, place)
                    JOIN segment_names s ON s.lineage = COALESCE(m.lineage, m.model_version) AND s.segment = l.label
                    WHERE m.is_active
                    ORDER BY l.place
                    """),
                new NpgsqlBatchCommand(
                    """
                    SELECT
                      r.renaming_id, r.renamed_at, r.model_version, r.lineage, r.segment, r.old_name, r.new_name, r.reason, r.done_by
                    FROM clustering_models m
                    JOIN segment_renamings r ON r.lineage = COALESCE(m.lineage, m.model_version)
                    WHERE m.is_active
                    ORDER BY r.renaming_id DESC
                    LIMIT 100
                    """),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var segments = new List<NamedSegment>();
        long? version = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            version = reader.GetInt64(7);
            segments.Add(new NamedSegment(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetBoolean(2),
                reader.TextOrNull(3),
                reader.IsDBNull(4) ? null : reader.GetInt16(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.TextOrNull(6)));
        }

        await reader.NextResultAsync(cancellationToken);
        var renamings = new List<SegmentRenaming>();
        while (await reader.ReadAsync(cancellationToken))
        {
            renamings.Add(new SegmentRenaming
            {
                RenamingId = reader.GetInt64(0),
                RenamedAt = reader.GetFieldValue<DateTimeOffset>(1),
                ModelVersion = reader.GetInt64(2),
                Lineage = reader.GetInt64(3),
                Segment = reader.GetString(4),
                OldName = reader.GetString(5),
                NewName = reader.GetString(6),
                Reason = reader.GetString(7),
                DoneBy = reader.TextOrNull(8),
            });
        }

        return new SegmentNameBook(segments, renamings) { ModelVersion = version };
    }
}
