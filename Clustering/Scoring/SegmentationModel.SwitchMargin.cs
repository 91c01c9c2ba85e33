namespace SegmentationUpdates.Clustering.Scoring;

/// <content>
/// Hysteresis: a customer near the border of two segments would change with every transaction. With a switch margin m the customer stays where it is
/// until another centroid is nearer by more than the margin: until d(nearest) &lt; (1 - m) · d(current), as distances, not squared. Margin 0 is
/// plain <see cref="Assign(ReadOnlySpan{double})"/>, to the last bit, ties included.
/// </content>
public sealed partial class SegmentationModel
{
    /// <summary>Current segment of a customer who is in none of this model's: nothing holds it back from the nearest.</summary>
    public const int NoSegment = -1;

    /// <summary>Finds the segment of one customer who is in a segment already.</summary>
    /// <param name="row">A value per feature, in natural units, in the order of <see cref="FeatureNames"/>.</param>
    /// <param name="currentSegment">Index of the customer's segment in this model, or <see cref="NoSegment"/>.</param>
    /// <param name="switchMargin">How much nearer another centroid must be, as a fraction of the distance to the current one: from 0 to below 1.</param>
    /// <returns>The segment, and the squared distance to its centroid. Asked again with this segment, the answer is the same.</returns>
    /// <exception cref="ArgumentException">A row that does not fit the model, a segment that it does not have, or a margin out of range.</exception>
    public Assignment Assign(ReadOnlySpan<double> row, int currentSegment, double switchMargin)
    {
        CheckMargin(switchMargin);
        CheckSegment(currentSegment);
        var nearest = Assign(row);
        return switchMargin == 0 || currentSegment == NoSegment || currentSegment == nearest.Segment
            ? nearest
            : Hold(row, currentSegment, switchMargin, nearest);
    }

    /// <summary>
    /// Whether a customer with this row may be in the segment under this model: whether <see cref="Assign(ReadOnlySpan{double}, int, double)"/> would
    /// leave it there. What holds for every customer when everybody has been scored.
    /// </summary>
    /// <param name="row">A value per feature, in natural units, in the order of <see cref="FeatureNames"/>.</param>
    /// <param name="segment">Index of a segment of this model.</param>
    /// <param name="switchMargin">From 0 to below 1; with 0 only the nearest segment is accepted.</param>
    /// <exception cref="ArgumentException">A row that does not fit the model, a segment that it does not have, or a margin out of range.</exception>
    public bool Accepts(ReadOnlySpan<double> row, int segment, double switchMargin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        return Assign(row, segment, switchMargin).Segment == segment;
    }

    private Assignment Hold(ReadOnlySpan<double> row, int currentSegment, double switchMargin, Assignment nearest)
    {
        var columns = FeatureNames.Count;
        var scaled = columns <= StackLimit ? stackalloc double[StackLimit] : new double[columns];
        Scaler.Transform(row, scaled);
        var distance = SquaredDistance(scaled[..columns], currentSegment);
        return nearest.SquaredDistance < (1 - switchMargin) * (1 - switchMargin) * distance
            ? nearest
            : new Assignment(currentSegment, distance);
    }

    /// <summary>Summed as <see cref="CentroidLanes"/> does, so that the bits are those of a plain assignment.</summary>
    internal double SquaredDistance(ReadOnlySpan<double> scaled, int segment)
    {
        var centroid = Centroid(segment);
        var sum = 0.0;
        for (var j = 0; j < centroid.Length; j++)
        {
            var difference = scaled[j] - centroid[j];
            sum += difference * difference;
        }

        return sum;
    }

    private static void CheckMargin(double switchMargin)
    {
        if (!(switchMargin is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(switchMargin), switchMargin, "The switch margin must be from 0 to below 1.");
        }
    }

    private void CheckSegment(int segment)
    {
        if (segment < NoSegment || segment >= K)
        {
            throw new ArgumentOutOfRangeException(nameof(segment), segment, $"The model has the segments 0 to {K - 1}; none is {NoSegment}.");
        }
    }
}
