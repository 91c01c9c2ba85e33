namespace SegmentationUpdates.Clustering;

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

    /// <summary>Finds the segment of every row; the same answers as row by row.</summary>
    /// <param name="rows">n rows in natural units with the columns of <see cref="FeatureNames"/>, in that order.</param>
    /// <param name="currentSegments">n segment indices, <see cref="NoSegment"/> among them for customers without one.</param>
    /// <param name="switchMargin">From 0 to below 1.</param>
    /// <param name="segments">Receives n segment indices; may be the same memory as <paramref name="currentSegments"/> only if margin is 0.</param>
    /// <param name="squaredDistances">Receives n squared distances in scaled units.</param>
    /// <exception cref="ArgumentException">Other columns, a span that is not n long, a segment that the model does not have, or a margin out of range.</exception>
    public void Assign(
        FeatureMatrix rows, ReadOnlySpan<int> currentSegments, double switchMargin, Span<int> segments, Span<double> squaredDistances)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckMargin(switchMargin);
        if (currentSegments.Length != rows.Rows)
        {
            throw new ArgumentException($"{rows.Rows} rows need as many current segments, not {currentSegments.Length}.", nameof(currentSegments));
        }

        foreach (var segment in currentSegments)
        {
            CheckSegment(segment);
        }

        if (switchMargin > 0 && segments.Overlaps(currentSegments))
        {
            throw new ArgumentException("The current segments would be overwritten before they are read.", nameof(segments));
        }

        Assign(rows, segments, squaredDistances);
        for (var i = 0; i < segments.Length && switchMargin > 0; i++)
        {
            if (currentSegments[i] != segments[i] && currentSegments[i] != NoSegment)
            {
                (segments[i], squaredDistances[i]) =
                    Hold(rows.Row(i), currentSegments[i], switchMargin, new Assignment(segments[i], squaredDistances[i]));
            }
        }
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
