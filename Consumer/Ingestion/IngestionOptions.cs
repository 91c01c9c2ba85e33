using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>Batches from Kafka into PostgreSQL. Configuration section <c>Segmentation:Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Segmentation:Ingestion";

    /// <summary>Most messages of one batch, and so of one database transaction.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 10_000;

    /// <summary>
    /// A batch is full when its messages hold so many bytes, whatever their number: what a consumer keeps in memory is this much and one message.
    /// </summary>
    [Range(1_024, 1_073_741_824)]
    public int BatchBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a batch waits for more messages after its first.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Batches of at least this many transactions go by COPY, which is faster for large ones; smaller ones by one function call.</summary>
    [Range(1, int.MaxValue)]
    public int CopyThreshold { get; set; } = 2_000;

    /// <summary>When messages wait for so long and nothing moves, the consumer says so in its log and is unhealthy.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00")]
    public TimeSpan StallAfter { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Pause after a database error, doubled up to <see cref="MaxRetryDelay"/> while it lasts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);
}
