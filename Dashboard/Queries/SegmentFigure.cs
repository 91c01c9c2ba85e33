using SegmentationUpdates.Dashboard.Display;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>What the customers of a segment are like now.</summary>
public sealed record SegmentFigure
{
    /// <summary>Null for the customers who have none yet.</summary>
    public required string? Name { get; init; }

    /// <summary>What sets them apart, in a sentence.</summary>
    public required string Sentence { get; init; }

    public required long Customers { get; init; }

    /// <summary>Of all customers, from 0 to 1; the same for the others.</summary>
    public required double ShareOfCustomers { get; init; }

    public required double Balance { get; init; }

    public required double ShareOfBalance { get; init; }

    /// <summary>All they ever made.</summary>
    public required double Transactions { get; init; }

    public required double ShareOfTransactions { get; init; }

    /// <summary>A mean per feature, in the order of <see cref="SegmentFigures.Features"/>.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>
    /// Of each, how far it is from that of all customers, in their standard deviations, after the clamping of the active model: as its
    /// profiles define it.
    /// </summary>
    public required IReadOnlyList<double> Deviations { get; init; }

    /// <summary>Those with the highest balance.</summary>
    public required IReadOnlyList<LargeCustomer> Largest { get; init; }
}

/// <summary>One of a segment's customers with the highest balance.</summary>
public sealed record LargeCustomer(int CustomerId, string? ExternalId, double Balance, double LifetimeValue, long Transactions);

/// <summary>All segments at one moment.</summary>
/// <param name="At">UTC.</param>
/// <param name="ModelVersion">The active model; null before the first.</param>
/// <param name="Features">Of that model.</param>
/// <param name="Means">Of all customers, one per feature.</param>
/// <param name="Customers">All.</param>
/// <param name="Segments">In the model's order, those without a segment last.</param>
public sealed record SegmentFigures(
    DateTime At,
    long? ModelVersion,
    IReadOnlyList<FeatureText> Features,
    IReadOnlyList<double> Means,
    long Customers,
    IReadOnlyList<SegmentFigure> Segments);
