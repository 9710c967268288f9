using System.Numerics;

namespace Relevance.Tests.Engine;

/// <summary>Elementary functions to some 300 digits: fixed-point numbers of 1,200 binary places.</summary>
internal static class Precise
{
    private const int Bits = 1200;
    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger Ln2 = 2 * Artanh(One / 3);
    private static readonly BigInteger RootPi = Root(4 * (4 * Arctan(5) - Arctan(239)));

    /// <summary>A float64, exactly, for magnitudes of at least 2⁻¹¹⁰⁰.</summary>
    public static BigInteger Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = (bits & 0xfffffffffffffL) | (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1075 + Bits;
        var magnitude = shift >= 0 ? (BigInteger)mantissa << shift : (BigInteger)mantissa >> -shift;
        return x < 0 ? -magnitude : magnitude;
    }

    /// <summary>How far a float64 is from the truth, in units of the last place of the truth.</summary>
    public static double Ulps(double actual, BigInteger expected)
    {
        if (!double.IsFinite(actual))
            return double.PositiveInfinity;
        var size = (int)(BigInteger.Abs(expected) >> 1).GetBitLength();
        // The last place of a number between 2ᵉ and 2ᵉ⁺¹ is 2ᵉ⁻⁵², of the smallest 2⁻¹⁰⁷⁴.
        var place = BigInteger.One << Math.Max(size - 52, Bits - 1074);
        return (double)((Of(actual) - expected) * 1_000_000 / place) / 1e6;
    }

    public static BigInteger Exponential(double x) => Exponential(Of(x));

    public static BigInteger ExponentialMinusOne(double x) => Exponential(x) - One;

    public static BigInteger LogarithmOfOnePlus(double x)
    {
        var (m, k) = (One + Of(x), 0);
        for (; m > One * 3 / 2; k++)
            m /= 2;
        for (; m < One * 3 / 4; k--)
            m *= 2;
        return k * Ln2 + 2 * Artanh(Ratio(m - One, m + One));
    }

    public static BigInteger Tanh(double x)
    {
        var e = Exponential(2 * Of(x));
        return Ratio(e - One, e + One);
    }

    public static BigInteger Logistic(double x) => Ratio(One, One + Exponential(-Of(x)));

    public static BigInteger ErrorFunction(double x)
    {
        var (own, square) = (Of(x), Product(Of(x), Of(x)));
        var (term, sum) = (own, own);
        for (var n = 1; !term.IsZero; n++)
        {
            term = -Product(term, square) / n;
            sum += term / (2 * n + 1);
        }
        return Ratio(2 * sum, RootPi);
    }

    private static BigInteger Exponential(BigInteger x)
    {
        var k = (int)(x / Ln2);
        var r = (x - k * Ln2) / 256;
        var (term, sum) = (One, One);
        for (var n = 1; !term.IsZero; n++)
            sum += term = Product(term, r) / n;
        for (var i = 0; i < 8; i++)
            sum = Product(sum, sum);
        return k >= 0 ? sum << k : sum >> -k;
    }

    private static BigInteger Artanh(BigInteger s)
    {
        var (square, term, sum) = (Product(s, s), s, s);
        for (var n = 3; !term.IsZero; n += 2)
        {
            term = Product(term, square);
            sum += term / n;
        }
        return sum;
    }

    private static BigInteger Arctan(int inverse)
    {
        var (term, sum) = (One / inverse, One / inverse);
        for (var n = 3; !term.IsZero; n += 2)
        {
            term = -term / (inverse * inverse);
            sum += term / n;
        }
        return sum;
    }

    private static BigInteger Root(BigInteger x)
    {
        var root = One * 2;
        for (var i = 0; i < 20; i++)
            root = (root + Ratio(x, root)) / 2;
        return root;
    }

    private static BigInteger Product(BigInteger a, BigInteger b) => Shift(a * b);

    /// <summary>Towards 0, so that series end from either side.</summary>
    private static BigInteger Shift(BigInteger x) => x.Sign < 0 ? -(-x >> Bits) : x >> Bits;

    private static BigInteger Ratio(BigInteger a, BigInteger b) => (a << Bits) / b;
}
