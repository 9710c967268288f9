using System.Numerics;
using Relevance.Engine;
using Relevance.Randomness;

namespace Relevance.Tests.Engine;

/// <summary>The elementary functions against references of 300 digits.</summary>
public class ElementaryTests
{
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["exponential"] = new(Elementary.Exponential, Precise.Exponential, -708, 709.7, 1, [-0.34657, 0.34657, 1.0397, 0]),
        ["exponential, subnormal"] = new(Elementary.Exponential, Precise.Exponential, -745, -708, 0.75, []),
        ["exponential minus one"] = new(Elementary.ExponentialMinusOne, Precise.ExponentialMinusOne, -40, 709.7, 2, [-0.7, 0.7, 0]),
        ["logarithm"] = new(Elementary.LogarithmOfOnePlus, Precise.LogarithmOfOnePlus, -0.999, 1e6, 2.75, [-0.29, 0.41, 0, -0.5, 1.82842712474619, -0.292893218813453]),
        ["tanh"] = new(Elementary.Tanh, Precise.Tanh, -21, 21, 3, [-0.35, 0.35, 0, 20, -20]),
        ["logistic"] = new(Elementary.Logistic, Precise.Logistic, -708, 45, 2.25, [0, -0.34657, 0.34657]),
        ["error function"] = new(Elementary.ErrorFunction, Precise.ErrorFunction, -6.5, 6.5, 6, [0, 1, 2, 3, 6, -6]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_are_a_few_units_of_the_last_place(string name)
    {
        var found = Cases[name];
        var (largest, at) = found.Points().Select(x => (Error: Math.Abs(Precise.Ulps(found.Function(x), found.Reference(x))), x)).MaxBy(pair => pair.Error);
        Assert.True(largest <= found.Ulps, $"{name}: {largest} units of the last place at {at:R}");
    }

    /// <summary>Where one formula takes over from another, the function does not fall by more than its error.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Joints_are_monotone(string name)
    {
        var found = Cases[name];
        foreach (var joint in found.Joints)
        {
            // Steps wide enough for the true values to lie further apart than the errors.
            var step = Math.Max(Math.Abs(joint), 0.01) * Math.ScaleB(1, -40);
            for (var i = -50; i < 50; i++)
            {
                var (before, after) = (found.Function(joint + i * step), found.Function(joint + (i + 1) * step));
                var error = 2 * found.Ulps * (Math.BitIncrement(Math.Abs(after)) - Math.Abs(after));
                Assert.True(after > before - error, $"{name} falls from {before:R} to {after:R} at {joint + i * step:R}");
                if ((double)(found.Reference(joint + (i + 1) * step) - found.Reference(joint + i * step)) > (double)Precise.Of(error))
                    Assert.True(after >= before, $"{name} falls from {before:R} to {after:R} at {joint + i * step:R}");
            }
        }
    }

    [Fact]
    public void Values_at_the_ends_are_exact()
    {
        const double Infinity = double.PositiveInfinity;
        (Func<double, double> Function, double X, double Y)[] values =
        [
            (Elementary.Exponential, 0, 1), (Elementary.Exponential, Infinity, Infinity), (Elementary.Exponential, -Infinity, 0), (Elementary.Exponential, 710, Infinity),
            (Elementary.Exponential, -746, 0), (Elementary.ExponentialMinusOne, Infinity, Infinity), (Elementary.ExponentialMinusOne, -Infinity, -1),
            (Elementary.LogarithmOfOnePlus, -1, -Infinity), (Elementary.LogarithmOfOnePlus, Infinity, Infinity), (Elementary.LogarithmOfOnePlus, -1.5, double.NaN),
            (Elementary.Tanh, Infinity, 1), (Elementary.Tanh, -Infinity, -1), (Elementary.Tanh, 30, 1), (Elementary.Logistic, Infinity, 1),
            (Elementary.Logistic, -Infinity, 0), (Elementary.Logistic, 0, 0.5), (Elementary.Logistic, -800, 0), (Elementary.ErrorFunction, Infinity, 1), (Elementary.ErrorFunction, -Infinity, -1),
        ];
        Assert.All(values, value => Assert.Equal(value.Y, value.Function(value.X)));
        Assert.All(Cases.Values, found => Assert.True(double.IsNaN(found.Function(double.NaN))));
    }

    /// <summary>Near 0 these are their own argument, to the smallest number and to the sign of zero; odd ones are odd.</summary>
    [Fact]
    public void Small_arguments_lose_nothing()
    {
        double[] tiny = [double.Epsilon, 1e-310, 1e-300, 1e-100, 1e-20];
        Func<double, double>[] functions = [Elementary.ExponentialMinusOne, Elementary.LogarithmOfOnePlus, Elementary.Tanh];
        foreach (var function in functions)
        {
            Assert.All(tiny, x => Assert.Equal(x, function(x)));
            Assert.All(tiny, x => Assert.Equal(-x, function(-x)));
            Assert.True(double.IsNegative(function(-0.0)) && !double.IsNegative(function(0)));
        }
        Assert.All(tiny, x => Assert.Equal(1, Elementary.Exponential(x)));
        Assert.All(tiny[1..], x => Assert.Equal(1.1283791670955126 * x, Elementary.ErrorFunction(x), Math.BitIncrement(x * 2) - x * 2 + double.Epsilon));
        Assert.All(Cases["error function"].Points(), x => Assert.Equal(-Elementary.ErrorFunction(x), Elementary.ErrorFunction(-x)));
    }

    [Fact]
    public void Bounded_functions_stay_within_their_bounds()
    {
        Assert.All(Cases["tanh"].Points(), x => Assert.InRange(Elementary.Tanh(x), -1, 1));
        Assert.All(Cases["logistic"].Points(), x => Assert.InRange(Elementary.Logistic(x), 0, 1));
        Assert.All(Cases["error function"].Points(), x => Assert.InRange(Elementary.ErrorFunction(x), -1, 1));
    }

    /// <param name="Function">The function.</param>
    /// <param name="Reference">The same to 300 digits.</param>
    /// <param name="Low">The smallest argument.</param>
    /// <param name="High">The largest.</param>
    /// <param name="Ulps">How far it may be from the truth.</param>
    /// <param name="Joints">Where one formula takes over from another.</param>
    private sealed record Case(Func<double, double> Function, Func<double, BigInteger> Reference, double Low, double High, double Ulps, double[] Joints)
    {
        /// <summary>Arguments over the whole range, of small magnitude, and around the joints.</summary>
        public IEnumerable<double> Points()
        {
            var random = new RandomNumbers(11, 0);
            for (var i = 0; i < 400; i++)
                yield return Low + (High - Low) * random.Uniform(i);
            for (var i = 0; i < 400; i++)
            {
                var x = (2 * random.Uniform(1000 + i) - 1) * Math.ScaleB(1, random.Below(2000 + i, 34) - 30);
                if (x >= Low && x <= High)
                    yield return x;
            }
            foreach (var joint in Joints)
            {
                for (var i = -5; i <= 5; i++)
                    yield return joint * (1 + i * Math.ScaleB(1, -52));
            }
        }
    }
}
