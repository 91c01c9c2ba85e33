using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.History;

/// <summary>What <c>ingest</c> was asked to do.</summary>
internal sealed record IngestSettings
{
    /// <summary>File to read.</summary>
    public required string Transactions { get; init; }

    /// <summary>What the file is like, as far as the user says it.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>Folder of the private PostgreSQL.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection string; null: the private server.</summary>
    public string? Postgres { get; init; }

    /// <summary>Bootstrap servers of a Kafka whose consumers are elsewhere; null: broker and consumer are in this process.</summary>
    public string? Kafka { get; init; }

    /// <summary>Answer a program instead of a person.</summary>
    public bool Json { get; init; }
}
