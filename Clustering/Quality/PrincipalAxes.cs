namespace SegmentationUpdates.Clustering.Quality;

/// <summary>The axes along which rows vary independently: the eigenvectors of their covariance, by Jacobi's rotations (1846).</summary>
internal static class PrincipalAxes
{
    private const int MostSweeps = 60;

    /// <summary>columns × columns: one axis of length 1 after the other.</summary>
    /// <param name="rows">Row-major values.</param>
    /// <param name="columns">Number of columns.</param>
    public static double[] Of(ReadOnlySpan<double> rows, int columns)
    {
        var covariance = Covariance(rows, columns);
        var axes = new double[columns * columns];
        for (var i = 0; i < columns; i++)
        {
            axes[(i * columns) + i] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(covariance, axes, columns); sweep++)
        {
        }

        return axes;
    }

    private static double[] Covariance(ReadOnlySpan<double> rows, int columns)
    {
        var count = rows.Length / columns;
        var means = new double[columns];
        for (var i = 0; i < rows.Length; i++)
        {
            means[i % columns] += rows[i] / count;
        }

        var covariance = new double[columns * columns];
        for (var at = 0; at < rows.Length; at += columns)
        {
            for (var i = 0; i < columns; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    covariance[(i * columns) + j] += (rows[at + i] - means[i]) * (rows[at + j] - means[j]) / count;
                }
            }
        }

        for (var i = 0; i < columns; i++)
        {
            for (var j = i + 1; j < columns; j++)
            {
                covariance[(i * columns) + j] = covariance[(j * columns) + i];
            }
        }

        return covariance;
    }

    // Turns every pair of columns until it does not vary together; says whether any did.
    private static bool Sweep(double[] matrix, double[] axes, int columns)
    {
        var turned = false;
        for (var p = 0; p < columns; p++)
        {
            for (var q = p + 1; q < columns; q++)
            {
                var together = matrix[(p * columns) + q];
                if (Math.Abs(together) <= 1e-12 * Math.Sqrt(Math.Abs(matrix[(p * columns) + p] * matrix[(q * columns) + q])))
                {
                    continue;
                }

                turned = true;
                var theta = (matrix[(q * columns) + q] - matrix[(p * columns) + p]) / (2 * together);
                var tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
                for (var i = 0; i < columns; i++)
                {
                    Turn(ref matrix[(i * columns) + p], ref matrix[(i * columns) + q], cosine, tangent * cosine);
                }

                for (var i = 0; i < columns; i++)
                {
                    Turn(ref matrix[(p * columns) + i], ref matrix[(q * columns) + i], cosine, tangent * cosine);
                    Turn(ref axes[(p * columns) + i], ref axes[(q * columns) + i], cosine, tangent * cosine);
                }
            }
        }

        return turned;
    }

    private static void Turn(ref double a, ref double b, double cosine, double sine) =>
        (a, b) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
}
