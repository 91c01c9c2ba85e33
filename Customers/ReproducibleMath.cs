namespace SegmentationUpdates.Customers;

/// <summary>
/// Exp, log and the normal quantile from additions, multiplications, divisions and square roots only. IEEE 754 fixes those to the
/// last bit and .NET never fuses them on its own, while <see cref="Math.Exp"/> and <see cref="Math.Log(double)"/> come from each
/// platform's C library and differ in the last bits. Accurate to about 1e-15, the quantile to 1.2e-9: ample for made-up customers.
/// </summary>
internal static class ReproducibleMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Taylor series after taking out powers of two.</summary>
    public static double Exp(double x)
    {
        double power = Math.Floor((x / Ln2High) + 0.5);
        double rest = x - (power * Ln2High) - (power * Ln2Low);
        double sum = 1;
        for (int n = 16; n > 0; n--)
        {
            sum = 1 + (sum * rest / n);
        }

        return Math.ScaleB(sum, (int)power);
    }

    /// <summary>ln m = 2 artanh((m - 1) / (m + 1)) as a series, after taking out powers of two. For normal, positive numbers.</summary>
    public static double Log(double x)
    {
        int power = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -power);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            power++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int n = 23; n > 0; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (power * Ln2High) + ((2 * s * sum) + (power * Ln2Low));
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Logistic(double x) => 1 / (1 + Exp(-x));

    /// <summary>Inverse of the standard normal distribution function: P. J. Acklam's rational approximation (2003).</summary>
    public static double NormalQuantile(double p)
    {
        const double low = 0.02425;
        return p switch
        {
            < low => Tail(p),
            > 1 - low => -Tail(1 - p),
            _ => Centre(p - 0.5),
        };
    }

    private static double Tail(double p)
    {
        double q = Math.Sqrt(-2 * Log(p));
        return ((((((((((-7.784894002430293e-03 * q) - 3.223964580411365e-01) * q) - 2.400758277161838e+00) * q)
                - 2.549732539343734e+00) * q) + 4.374664141464968e+00) * q) + 2.938163982698783e+00)
            / ((((((((7.784695709041462e-03 * q) + 3.224671290700398e-01) * q) + 2.445134137142996e+00) * q)
                + 3.754408661907416e+00) * q) + 1);
    }

    private static double Centre(double q)
    {
        double r = q * q;
        return ((((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r)
                + 1.383577518672690e+02) * r) - 3.066479806614716e+01) * r) + 2.506628277459239e+00) * q
            / ((((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r)
                + 6.680131188771972e+01) * r) - 1.328068155288572e+01) * r) + 1);
    }
}
