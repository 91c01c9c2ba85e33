using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>Training new models while customers change. Configuration section <c>Segmentation:Reclustering</c>.</summary>
public sealed class ReclusteringOptions
{
    public const string Section = "Segmentation:Reclustering";

    /// <summary>Least time between the starts of two trainings. Without new transactions there is no training.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Every customer is scored again at least this often, because recency ages without any transaction.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AgeingInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Customers scored again in one database transaction after a new model; small ones disturb the ingestion less.</summary>
    [Range(1, 1_000_000)]
    public int ChunkSize { get; set; } = 10_000;

    /// <summary>Versions of the model that are kept, to look at and to go back to; the active one always is.</summary>
    [Range(2, 10_000)]
    public int KeepModels { get; set; } = 20;

    /// <summary>How long activations and answered requests for a training are remembered.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Pause after an error, and between two attempts to become the one that trains.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);
}
