using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Sums over the rows of each segment, and the spread of all rows.</summary>
internal sealed class SegmentSums
{
    private readonly int _columns;
    private readonly double[] _origin;
    private readonly double[] _squares;
    private readonly double[] _shifted;

    public SegmentSums(SegmentationModel model, FeatureMatrix data, ReadOnlySpan<int> segments)
    {
        _columns = data.Columns;
        Sizes = new int[model.K];
        Natural = new double[model.K * _columns];
        Scaled = new double[model.K * _columns];
        _origin = new double[_columns];
        _squares = new double[_columns];
        _shifted = new double[_columns];
        Rows = data.Rows;
        var scaled = new double[_columns];
        for (var i = 0; i < data.Rows; i++)
        {
            model.Scaler.Transform(data.Row(i), scaled);
            if (i == 0)
            {
                scaled.CopyTo(_origin, 0);
            }

            var at = segments[i] * _columns;
            Sizes[segments[i]]++;
            var row = data.Row(i);
            for (var j = 0; j < scaled.Length; j++)
            {
                Natural[at + j] += row[j];
                Scaled[at + j] += scaled[j];

                // From the first row, not from 0: otherwise the spread of a column that hardly varies cancels.
                var shifted = scaled[j] - _origin[j];
                _shifted[j] += shifted;
                _squares[j] += shifted * shifted;
            }
        }
    }

    public int Rows { get; }

    /// <summary>Rows of each segment.</summary>
    public int[] Sizes { get; }

    /// <summary>k × columns sums in natural units, before clamping.</summary>
    public double[] Natural { get; }

    /// <summary>k × columns sums after clamping and scaling.</summary>
    public double[] Scaled { get; }

    /// <summary>Mean of a column over all rows in natural units, before clamping; 0 without rows.</summary>
    public double Mean(int column)
    {
        var sum = 0.0;
        for (var at = column; at < Natural.Length; at += _columns)
        {
            sum += Natural[at];
        }

        return sum / Math.Max(1, Rows);
    }

    /// <summary>Mean and population standard deviation of a scaled column over all rows; 0 and 0 without rows.</summary>
    public (double Mean, double Deviation) Spread(int column)
    {
        if (Rows == 0)
        {
            return (0, 0);
        }

        var mean = _shifted[column] / Rows;
        return (_origin[column] + mean, Math.Sqrt(Math.Max(0, (_squares[column] / Rows) - (mean * mean))));
    }
}
