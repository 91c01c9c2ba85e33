namespace SegmentationUpdates.Clustering.Naming;

/// <summary>In what the customers of a segment differ from the average customer.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Higher">Whether their mean is above the mean of all, or below.</param>
internal readonly record struct Trait(string Feature, bool Higher)
{
    /// <summary>The traits of a segment, strongest first.</summary>
    /// <param name="training">Whose profiles and means.</param>
    /// <param name="segment">Index.</param>
    /// <param name="least">How far the means must be apart, in standard deviations of all customers.</param>
    public static IEnumerable<Trait> Of(DescribedSegments training, int segment, double least)
    {
        var profile = training.Segments[segment];
        return Enumerable.Range(0, training.Features.Count)
            .Where(i => Math.Abs(profile.Deviations[i]) >= least && Side(training, segment, i) != 0)
            .OrderByDescending(i => Math.Abs(profile.Deviations[i]))
            .Select(i => new Trait(training.Features[i].Name, Side(training, segment, i) > 0));
    }

    /// <summary>
    /// 1 where the segment's mean is above the mean of all, -1 where it is below, 0 where that depends on a few giants: the mean as it is says
    /// otherwise than the mean after clamping.
    /// </summary>
    public static int Side(DescribedSegments training, int segment, int feature)
    {
        var profile = training.Segments[segment];
        var clamped = Math.Sign(profile.Deviations[feature]);
        return clamped == Math.Sign(profile.Means[feature].CompareTo(training.Means[feature])) ? clamped : 0;
    }
}
