namespace Relevance.Engine;

/// <summary>
/// The elementary functions, in float64, from nothing but additions, multiplications, divisions and fused multiply-adds: those of the C library differ
/// between systems in their last bits, these do not. Their relative error is a few 2⁻⁵³.
/// </summary>
internal static class Elementary
{
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10, InverseLn2 = 1.44269504088896338700;
    private const double TwoOverRootPi = 1.12837916709551257390;

    /// <summary>1 / n! for n from 0.</summary>
    private static readonly double[] Factorials = InverseFactorials(19);

    /// <summary>eˣ = 2ᵏ eʳ with |r| at most ½ ln 2.</summary>
    internal static double Exponential(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.79)
            return double.PositiveInfinity;
        if (x < -745.2)
            return 0;
        var k = Math.Floor(Math.FusedMultiplyAdd(x, InverseLn2, 0.5));
        var r = Math.FusedMultiplyAdd(-k, Ln2Low, Math.FusedMultiplyAdd(-k, Ln2High, x));
        return Math.ScaleB(1 + Series(r, 14), (int)k);
    }

    /// <summary>eˣ − 1, exact near 0 too.</summary>
    internal static double ExponentialMinusOne(double x) => Math.Abs(x) < 0.7 ? Series(x, 18) : Exponential(x) - 1;

    /// <summary>ln(1 + x), exact near 0 too.</summary>
    internal static double LogarithmOfOnePlus(double x)
    {
        if (double.IsNaN(x) || x < -1)
            return double.NaN;
        if (x == -1)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        if (Math.Abs(x) < 1e-20)
            return x;
        // 1 + x = 2ᵏ m with m between √½ and √2; ln m = 2 artanh((m − 1) / (m + 1)). For small x, (m − 1) / (m + 1) is x / (2 + x) without rounding 1 + x.
        if (x is > -0.29 and < 0.41)
            return Artanh(x / (2 + x));
        var one = 1 + x;
        var k = Math.ILogB(one);
        var m = Math.ScaleB(one, -k);
        if (m > 1.4142135623730951)
            (m, k) = (m / 2, k + 1);
        return Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, Artanh((m - 1) / (m + 1))));

        static double Artanh(double s)
        {
            // |s| is below 0.18: s^27 is below 2⁻⁶⁶.
            var (square, sum) = (s * s, 0.0);
            for (var n = 25; n >= 3; n -= 2)
                sum = Math.FusedMultiplyAdd(sum, square, 1.0 / n);
            return 2 * Math.FusedMultiplyAdd(s, sum * square, s);
        }
    }

    /// <summary>The hyperbolic tangent.</summary>
    internal static double Tanh(double x)
    {
        if (Math.Abs(x) > 20)
            return x > 0 ? 1 : -1;
        var e = ExponentialMinusOne(2 * x);
        return e / (e + 2);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    internal static double Logistic(double x) => 1 / (1 + Exponential(-x));

    /// <summary>
    /// erf x = 2/√π · x e^(−x²) Σ (2x²)ⁿ / (1 · 3 · … (2n + 1)), whose terms are all of one sign. Beyond 2, where the roundings of so many terms would add
    /// up and carry it past 1, what is missing to 1: e^(−x²) / √π / (x + ½ / (x + 1 / (x + 3⁄2 / (x + …)))).
    /// </summary>
    internal static double ErrorFunction(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (Math.Abs(x) > 6)
            return x > 0 ? 1 : -1;
        if (Math.Abs(x) > 2)
        {
            var (magnitude, fraction) = (Math.Abs(x), Math.Abs(x));
            for (var n = 40; n >= 1; n--)
                fraction = magnitude + 0.5 * n / fraction;
            var rest = 0.5 * TwoOverRootPi * Exponential(-x * x) / fraction;
            return x > 0 ? 1 - rest : rest - 1;
        }
        var (term, sum, twice) = (1.0, 1.0, 2 * x * x);
        for (var n = 1; term > sum * 1e-17; n++)
            sum += term *= twice / (2 * n + 1);
        return TwoOverRootPi * x * Exponential(-x * x) * sum;
    }

    /// <summary>x + x²/2! + … up to the power of a number.</summary>
    private static double Series(double x, int last)
    {
        var sum = 0.0;
        for (var n = last; n >= 1; n--)
            sum = Math.FusedMultiplyAdd(sum, x, Factorials[n]);
        return sum * x;
    }

    private static double[] InverseFactorials(int count)
    {
        var values = new double[count];
        var factorial = 1.0;
        for (var n = 0; n < count; n++)
        {
            factorial *= Math.Max(n, 1);
            values[n] = 1 / factorial;
        }
        return values;
    }
}
