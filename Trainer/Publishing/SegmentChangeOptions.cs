using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>Publishing the changes of segment to Kafka. Configuration section <c>Segmentation:SegmentChanges</c>.</summary>
public sealed class SegmentChangeOptions
{
    public const string Section = "Segmentation:SegmentChanges";

    /// <summary>Off: nothing is published, and what was not is published when it is on again.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Changes are sent in transactions of Kafka, so that a publisher which has been replaced and does not know it cannot add an old change behind newer
    /// ones. Off, for a broker without transactions: then it can, and readers have to ignore a change that is older than the last they know.
    /// </summary>
    public bool Transactional { get; set; } = true;

    /// <summary>Most changes that are read, sent and acknowledged together.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>The database says when there are changes; this often it is asked, should that have been missed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pause after an error, doubled up to <see cref="MaxRetryDelay"/> while it lasts; and between two attempts to become the one that publishes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);
}
