using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Migrations;

/// <summary>How profiles forget. Configuration section <c>Segmentation:Profiles</c>; the migrations tell the database.</summary>
public sealed class ProfileOptions
{
    public const string Section = "Segmentation:Profiles";

    /// <summary>
    /// A transaction that is so much older counts for half as much in the recent figures of a customer. With another one all figures are computed
    /// again, from the stored transactions.
    /// </summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(90);
}
