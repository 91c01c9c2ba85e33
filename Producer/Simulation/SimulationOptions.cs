using System.ComponentModel.DataAnnotations;
using SegmentationUpdates.Tables;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>The simulated live transactions. Configuration section <c>Segmentation:Simulation</c>.</summary>
public sealed class SimulationOptions
{
    public const string Section = "Segmentation:Simulation";

    /// <summary>More than a day a second.</summary>
    public const double MaxSpeed = 100_000;

    /// <summary>Transactions per second.</summary>
    [Range(0.01, 1_000_000)]
    public double Rate { get; set; } = 200;

    /// <summary>
    /// Seconds of the customers' time in one. Above 1 realistic customers live through days in minutes, with habits, seasons of the week and of the day;
    /// the database has to be made for it.
    /// </summary>
    [Range(1.0, MaxSpeed)]
    public double Speed { get; set; } = 1;

    public SimulationProfile Profile { get; set; } = SimulationProfile.Realistic;

    /// <summary>The customers who pay, for the realistic profile.</summary>
    [Required]
    public string CustomersFile { get; set; } = Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv");

    /// <summary>Which of its columns are meant, where they have other names: <see cref="ColumnMapText"/>. Null: they have the names of the table.</summary>
    [ColumnMap]
    public string? CustomersMap { get; set; }

    /// <summary>Number of customers, ids from 1, for the uniform profile.</summary>
    [Range(1, int.MaxValue)]
    public int Customers { get; set; } = 4000;

    /// <summary>
    /// Share of the customers that change their ways within a minute: fall silent, spend more, or come back. For realistic customers in real time.
    /// </summary>
    [Range(0, 1)]
    public double DriftPerMinute { get; set; } = 0.05;

    /// <summary>This producer's number in its transactions' ids, 0 to 1023; without one it leases a number from Kafka.</summary>
    [Range(0, 1023)]
    public int? ProducerNumber { get; set; }

    /// <summary>Repeats the same customers and amounts; without one every run differs.</summary>
    public int? Seed { get; set; }
}
