using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>A trained model and what it makes of the rows it was trained on.</summary>
public sealed record TrainingResult
{
    /// <summary>The model.</summary>
    public required SegmentationModel Model { get; init; }

    /// <summary>The features it was trained with, in the order of the model's.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>Segment of every input row, in the order of the input: always what <see cref="SegmentationModel.Assign(ReadOnlySpan{double})"/> says.</summary>
    public required int[] Segments { get; init; }

    /// <summary>Sum of the squared distances of all rows to their centroids, in scaled units.</summary>
    public required double Inertia { get; init; }

    /// <summary>
    /// Silhouette (Rousseeuw, 1987), -1 to 1: how much nearer customers are to those of their own segment than to those of the next. Of all customers up to
    /// 4,000, of more by a sample of as many. Null with one segment.
    /// </summary>
    public double? Silhouette { get; init; }

    /// <summary>Davies-Bouldin index (1979) on the same sample: spread of the segments over their separation, less is better. Null with one segment.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>How the number of segments was chosen; null if it was given.</summary>
    public KChoice? Choice { get; init; }

    /// <summary>Number of input rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of rows in the sample the starts were trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Number of independent starts.</summary>
    public required int Restarts { get; init; }

    /// <summary>Passes the solution chosen took last: over all rows, or in its start where the sample was all rows.</summary>
    public required int Iterations { get; init; }

    /// <summary>How many values of each feature were missing and counted as its median, in the order of the model's features.</summary>
    public required IReadOnlyList<int> ImputedValues { get; init; }

    /// <summary>What is odd about features: those that are the same for everybody and do not count, and those with limits of their own. Sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Mean of each feature over all rows in natural units, before any clamping, as in the profiles.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>Population standard deviation of each feature over all rows, after clamping, in natural units.</summary>
    public required IReadOnlyList<double> StandardDeviations { get; init; }

    /// <summary>One profile per segment, in the order of the model's segments.</summary>
    public required IReadOnlyList<SegmentProfile> Profiles { get; init; }

    /// <summary>What names are made of.</summary>
    public DescribedSegments Describe() =>
        new(Features, Means, [.. Profiles.Select(profile => new DescribedSegment(profile.Means, profile.Deviations, profile.RankScore))]);

    /// <summary>The same with other names for the segments, in their order.</summary>
    /// <exception cref="ArgumentException">Empty, too long or repeated, or not one for each.</exception>
    public TrainingResult WithLabels(IReadOnlyList<string> labels) => this with
    {
        Model = Model.WithLabels(labels),
        Profiles = [.. Profiles.Select((profile, segment) => profile with { Label = labels[segment] })],
    };
}
