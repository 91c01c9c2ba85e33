using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Pipeline.Migration;

/// <summary>What the migrations put in place. Configuration section <c>Segmentation:Migrations</c>.</summary>
public sealed class MigrationOptions
{
    public const string Section = "Segmentation:Migrations";

    /// <summary>The customers to load when there are none.</summary>
    [Required]
    public string CustomersFile { get; set; } = "customer_segments_full.csv";
}
