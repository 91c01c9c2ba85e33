using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Moving the centroids along with the data between trainings. Configuration section <c>Segmentation:Reclustering:Online</c>.</summary>
public sealed class OnlineOptions
{
    /// <summary>Off: the model stays as it was trained until the next training.</summary>
    public bool Enabled { get; set; }

    /// <summary>How often the centroids are moved by those customers who have had transactions since.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan StepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Most transactions whose customers make one step; the latest where there are more.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; set; } = 10_000;

    /// <summary>After so many customers what went before weighs half; the training weighs as much as it had customers.</summary>
    [Range(1.0, 1e12)]
    public double HalfLife { get; set; } = 100_000;

    /// <summary>How often the moved centroids become a version, which is activated and applied to everybody.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PersistInterval { get; set; } = TimeSpan.FromMinutes(1);
}
