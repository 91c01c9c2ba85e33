using System.Runtime.CompilerServices;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>Sums of standardised features and of the products of each two of them. For one thread.</summary>
internal sealed class StandardisedMoments
{
    /// <summary>Deviations from the mean that a value counts as at most.</summary>
    public const double Limit = 4;

    private readonly double[] _centers;
    private readonly double[] _reciprocals;
    private readonly double[] _row;
    private readonly double[] _sums;
    private readonly double[] _products;
    private readonly double[] _squares;

    /// <param name="centers">Mean of each scaled feature.</param>
    /// <param name="deviations">Its standard deviation; 0 for one that is the same for everybody, which then counts as 0.</param>
    public StandardisedMoments(IReadOnlyList<double> centers, IReadOnlyList<double> deviations)
    {
        _centers = [.. centers];
        _reciprocals = [.. deviations.Select(deviation => deviation > 1e-12 ? 1 / deviation : 0)];
        _row = new double[_centers.Length];
        _sums = new double[_centers.Length];
        _products = new double[_centers.Length * (_centers.Length + 1) / 2];
        _squares = new double[_products.Length];
    }

    public long Rows { get; private set; }

    /// <summary>Adds a scaled row without missing values.</summary>
    public void Add(ReadOnlySpan<double> scaled)
    {
        Rows++;
        for (var i = 0; i < _row.Length; i++)
        {
            _row[i] = Math.Clamp((scaled[i] - _centers[i]) * _reciprocals[i], -Limit, Limit);
            _sums[i] += _row[i];
        }

        for (int i = 0, at = 0; i < _row.Length; i++)
        {
            for (var j = i; j < _row.Length; j++, at++)
            {
                var product = _row[i] * _row[j];
                _products[at] += product;
                _squares[at] += product * product;
            }
        }
    }

    public double[] Means() => [.. _sums.Select(sum => sum / Rows)];

    /// <summary>Mean product of each two features, the upper triangle row by row.</summary>
    public double[] Products() => [.. _products.Select(sum => sum / Rows)];

    public double[] ProductVariances() =>
        [.. _squares.Select((sum, at) => Math.Max(0, (sum / Rows) - (_products[at] / Rows * (_products[at] / Rows))))];

    /// <summary>Where the product of features i and j, i not above j, is among those of so many features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int i, int j, int features) => (i * features) - (i * (i - 1) / 2) + (j - i);
}
