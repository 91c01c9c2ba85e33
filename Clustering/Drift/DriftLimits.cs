namespace SegmentationUpdates.Clustering.Drift;

/// <summary>What counts as drift: what chance does not explain, and what is large enough to matter.</summary>
public sealed record DriftLimits
{
    /// <summary>How often a measurement may find drift where there is none; 0 finds none at all.</summary>
    public double Significance { get; init; } = .001;

    /// <summary>Least population stability index of a feature; 0 for never.</summary>
    public double PopulationStability { get; init; } = .25;

    /// <summary>Least mean squared distance to the centroids, as a multiple of the training's; 0 for never.</summary>
    public double DistanceRatio { get; init; } = 1.5;

    /// <summary>Least shift of a feature's mean, in its standard deviations.</summary>
    public double Shift { get; init; } = .15;

    /// <summary>Least change of a feature's spread: logarithm of the ratio of the standard deviations, 0.15 being a sixth more or a seventh less.</summary>
    public double Spread { get; init; } = .15;

    /// <summary>Least change of the correlation of two features.</summary>
    public double Correlation { get; init; } = .15;

    /// <summary>Least growth of the share of customers who are further from their segment than 99 in 100 were.</summary>
    public double Strangers { get; init; } = .005;

    /// <summary>Least change of the share of missing values of a feature.</summary>
    public double Missing { get; init; } = .01;
}
