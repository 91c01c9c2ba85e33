using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>
/// Finds the smallest change of each feature that moves a customer to each other segment. Along one feature a segment's squared distance is a parabola of
/// the same shape as any other's, so the values at which a segment is nearest are an interval; so are those at which it is nearer than the
/// present one by a margin. The end of what they have in common within the limits of the scaling is the border; the answer is the first number beyond it
/// that can be written as it is meant.
/// </summary>
internal sealed class CounterfactualSearch(SegmentationModel model, double[] values, double[] scaled, int segment, double switchMargin)
{
    /// <summary>Squared distance to each segment without the feature looked at.</summary>
    private readonly double[] _rest = new double[model.K];

    public Counterfactual[] Find()
    {
        var moves = new List<Counterfactual>();
        for (var j = 0; j < values.Length; j++)
        {
            for (var s = 0; s < model.K; s++)
            {
                _rest[s] = Rest(s, j);
            }

            for (var target = 0; target < model.K; target++)
            {
                if (target != segment && Find(j, target) is { } move)
                {
                    moves.Add(move);
                }
            }
        }

        return [.. moves.OrderBy(move => move.Step)];
    }

    private double Rest(int s, int without)
    {
        var centroid = model.Centroid(s);
        var sum = 0.0;
        for (var i = 0; i < centroid.Length; i++)
        {
            sum += i == without ? 0 : (scaled[i] - centroid[i]) * (scaled[i] - centroid[i]);
        }

        return sum;
    }

    private Counterfactual? Find(int j, int target)
    {
        var column = model.Scaler.Columns[j];
        var (low, high) = ((column.Lower - column.Center) / column.Scale, (column.Upper - column.Center) / column.Scale);
        for (var other = 0; other < model.K; other++)
        {
            if (other != target)
            {
                (low, high) = Nearer(j, target, other, low, high);
            }
        }

        (low, high) = ByMargin(j, target, low, high);
        if (!(low <= high))
        {
            return null;
        }

        // Beyond a limit everything counts as the limit. On the border itself ties and rounding decide: the model has the last word.
        var up = scaled[j] <= low;
        var edge = (Math.Clamp(scaled[j], low, high) * column.Scale) + column.Center;
        foreach (var to in ExactNumber.Beyond(edge, up, FeatureSteps.Of(column.Name)))
        {
            if (Moves(j, to, target))
            {
                var step = ((Math.Clamp(to, column.Lower, column.Upper) - column.Center) / column.Scale) - scaled[j];
                return new Counterfactual(column.Name, values[j], to, target, model.Labels[target], Math.Abs(step));
            }
        }

        return null;
    }

    /// <summary>Where on the line the target is not farther than the other: a half-line, everything or nothing.</summary>
    private (double Low, double High) Nearer(int j, int target, int other, double low, double high)
    {
        var (from, to) = (model.Centroid(target)[j], model.Centroid(other)[j]);
        var slope = 2 * (to - from);
        var limit = _rest[other] - _rest[target] + (to * to) - (from * from);
        return slope switch
        {
            > 0 => (low, Math.Min(high, limit / slope)),
            < 0 => (Math.Max(low, limit / slope), high),
            _ => limit >= 0 ? (low, high) : (1, 0),
        };
    }

    /// <summary>Where the target's squared distance is below the share f of the present segment's: between the roots of (1 - f) v² - 2 b v + c.</summary>
    private (double Low, double High) ByMargin(int j, int target, double low, double high)
    {
        var f = (1 - switchMargin) * (1 - switchMargin);
        if (f == 1)
        {
            return (low, high);
        }

        var (to, from) = (model.Centroid(target)[j], model.Centroid(segment)[j]);
        var b = to - (f * from);
        var c = (to * to) + _rest[target] - (f * ((from * from) + _rest[segment]));
        var discriminant = (b * b) - ((1 - f) * c);
        if (!(discriminant > 0))
        {
            return (1, 0);
        }

        // A small margin has one root far out; the other would be lost if both were taken from the same formula.
        var q = b + Math.CopySign(Math.Sqrt(discriminant), b);
        var (one, two) = (q / (1 - f), c / q);
        return (Math.Max(low, Math.Min(one, two)), Math.Min(high, Math.Max(one, two)));
    }

    private bool Moves(int j, double value, int target)
    {
        var before = values[j];
        values[j] = value;
        var moved = model.Assign(values, segment, switchMargin).Segment == target;
        values[j] = before;
        return moved;
    }
}
