namespace Relevance.Engine;

/// <summary>
/// The elementary functions, in float64, from nothing but additions, multiplications, divisions and fused multiply-adds: those of the C library differ
/// between systems in their last bits, these do not. Their relative error is a few 2⁻⁵³.
/// </summary>
internal static class Elementary
{
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10, InverseLn2 = 1.44269504088896338700;
    private const double TwoOverRootPi = 1.12837916709551257390;
    private const double HalfPiHigh = 1.57079632679489655800, HalfPiLow = 6.12323399573676603587e-17;

    /// <summary>1 / n! for n from 0.</summary>
    private static readonly double[] Factorials = InverseFactorials(19);

    /// <summary>1 / n for n from 1; divisions would take most of the time.</summary>
    private static readonly double[] Inverses = [.. Enumerable.Range(0, 26).Select(n => 1.0 / n)];

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
        // ln(1 + x) = 2 artanh(x / (2 + x)): for small x without rounding 1 + x.
        return x is > -0.29 and < 0.41 ? TwiceArtanh(x / (2 + x)) : Logarithm(1 + x);
    }

    /// <summary>ln x.</summary>
    internal static double Logarithm(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        // x = 2ᵏ m with m between √½ and √2; ln m = 2 artanh((m − 1) / (m + 1)).
        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > 1.4142135623730951)
            (m, k) = (m / 2, k + 1);
        return Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, TwiceArtanh((m - 1) / (m + 1))));
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

    /// <summary>cos x, for |x| up to some thousands: beyond, what is left of x after taking quarter turns away is not exact.</summary>
    internal static double Cosine(double x)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        // x = k π/2 + r with |r| at most π/4.
        var k = Math.Floor(Math.FusedMultiplyAdd(x, 2 / Math.PI, 0.5));
        var r = Math.FusedMultiplyAdd(-k, HalfPiLow, Math.FusedMultiplyAdd(-k, HalfPiHigh, x));
        return ((long)k & 3) switch
        {
            0 => Alternating(r, 0),
            1 => -Alternating(r, 1),
            2 => -Alternating(r, 0),
            _ => Alternating(r, 1),
        };

        // Σ (−1)ⁿ rᵐ⁺²ⁿ / (m + 2n)!, the cosine for m = 0 and the sine for m = 1.
        static double Alternating(double r, int m)
        {
            var (square, sum) = (-r * r, 0.0);
            for (var n = 16 + m; n >= m + 2; n -= 2)
                sum = Math.FusedMultiplyAdd(sum, square, Factorials[n]);
            return m == 0 ? Math.FusedMultiplyAdd(sum, square, 1) : Math.FusedMultiplyAdd(sum * square, r, r);
        }
    }

    /// <summary>2 artanh s for |s| below 0.18: s^27 is below 2⁻⁶⁶.</summary>
    private static double TwiceArtanh(double s)
    {
        var (square, sum) = (s * s, 0.0);
        for (var n = 25; n >= 3; n -= 2)
            sum = Math.FusedMultiplyAdd(sum, square, Inverses[n]);
        return 2 * Math.FusedMultiplyAdd(s, sum * square, s);
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
