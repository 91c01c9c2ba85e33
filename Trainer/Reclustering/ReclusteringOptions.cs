using System.ComponentModel.DataAnnotations;
using SegmentationUpdates.Clustering.Drift;

namespace SegmentationUpdates.Trainer.Reclustering;

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

    /// <summary>Customers written in one database transaction after a new model; small ones disturb the ingestion less.</summary>
    [Range(1, 1_000_000)]
    public int ChunkSize { get; set; } = 10_000;

    /// <summary>How often it is measured how far customers have moved away from the active model, on a sample of 20,000.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DriftInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a measurement may find drift where there is none, 0 to 0.5; 0 finds none at all. Drift that is found, and matters, brings a training at
    /// once: shifts and changed spreads of a feature, changed correlations, customers unlike all others, missing values, and what the two limits below say.
    /// </summary>
    [Range(0.0, 0.5)]
    public double DriftSignificance { get; set; } = 0.001;

    /// <summary>Least mean squared distance of customers to their centroids, as a multiple of what it was in training, that matters; 0 for never.</summary>
    [Range(0.0, 1e6)]
    public double DriftDistanceRatio { get; set; } = 1.5;

    /// <summary>
    /// Least population stability index of a feature that matters; 0 for never. By common practice below 0.1 is stable and above 0.25 a shift.
    /// </summary>
    [Range(0.0, 1e6)]
    public double DriftPsi { get; set; } = 0.25;

    /// <summary>Least time between any training and one because of drift.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan DriftCooldown { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A trained model that would move a larger share of the customers to another segment waits for an operator's decision; 1 for never. Not asked
    /// about are the first model and what was asked for with the approval.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxMovedShare { get; set; } = 0.15;

    /// <summary>
    /// A trained model waits for a decision as well when its adjusted Rand index against the active one, on the same customers, is below this; 0 for never.
    /// </summary>
    [Range(0.0, 1.0)]
    public double LeastStability { get; set; } = 0.5;

    /// <summary>
    /// So many of the newest versions of the model are kept, to look at and to go back to. The first one, the active one, those with a name and
    /// those that were activated by hand always are.
    /// </summary>
    [Range(2, 10_000)]
    public int KeepModels { get; set; } = 20;

    /// <summary>For so long the last version of each hour is kept as well.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepHourly { get; set; } = TimeSpan.FromDays(1);

    /// <summary>For so long the last version of each day (UTC) is kept as well.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepDaily { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long activations and answered requests for a training are remembered.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// From which unusualness on a customer is marked, 0 to 100: further from its segment than so many in a hundred of those that the model was trained
    /// on. 100 marks those who are beyond all of them.
    /// </summary>
    [Range(0.0, 100.0)]
    public double UnusualFrom { get; set; } = 99;

    /// <summary>Pause after an error, and between two attempts to become the one that trains.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What happens to the centroids between trainings.</summary>
    public OnlineOptions Online { get; set; } = new();

    internal DriftLimits DriftLimits() => new()
    {
        Significance = DriftSignificance, DistanceRatio = DriftDistanceRatio, PopulationStability = DriftPsi,
    };
}
