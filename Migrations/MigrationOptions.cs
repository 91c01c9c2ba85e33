using System.ComponentModel.DataAnnotations;
using SegmentationUpdates.Tables;

namespace SegmentationUpdates.Migrations;

/// <summary>What the migrations put in place. Configuration section <c>Segmentation:Migrations</c>.</summary>
public sealed class MigrationOptions
{
    public const string Section = "Segmentation:Migrations";

    /// <summary>The customers to load when there are none.</summary>
    [Required]
    public string CustomersFile { get; set; } = Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv");

    /// <summary>Which of its columns are meant, where they have other names: <see cref="ColumnMapText"/>. Null: they have the names of the table.</summary>
    [ColumnMap]
    public string? CustomersMap { get; set; }

    /// <summary>The login that the services use; made by the migrations where <see cref="ServicePassword"/> is given.</summary>
    [Required, StringLength(63)]
    public string ServiceUser { get; set; } = "segmentation_app";

    /// <summary>Its password; null: the services' login is made by somebody else, or they use the owner's.</summary>
    public string? ServicePassword { get; set; }

    /// <summary>
    /// The login that the dashboard uses, which alone may erase customers; made by the migrations where <see cref="DashboardPassword"/> is given.
    /// </summary>
    [Required, StringLength(63)]
    public string DashboardUser { get; set; } = "segmentation_dashboard_app";

    /// <summary>Its password; null: the dashboard uses the services' login, which may then erase customers too.</summary>
    public string? DashboardPassword { get; set; }

    /// <summary>
    /// Seconds of the customers' time in one: above 1 makes the database one for a simulation, whose customers live through days in minutes. Not
    /// possible once there are transactions of the real time.
    /// </summary>
    [Range(1.0, 100_000.0)]
    public double SimulationSpeed { get; set; } = 1;

    /// <summary>Whether services may forget all data (<c>reset_data()</c>): for development.</summary>
    public bool AllowReset { get; set; }

    /// <summary>How long to wait for a database or a broker that is not there yet, before giving up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);
}
