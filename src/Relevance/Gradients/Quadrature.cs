using System.Collections.Concurrent;
using Relevance.Engine;

namespace Relevance.Gradients;

/// <summary>Points in [0, 1] and weights that sum to 1.</summary>
/// <param name="Points">Ascending.</param>
/// <param name="Weights">One for each point.</param>
internal sealed record Quadrature(double[] Points, double[] Weights)
{
    /// <summary>Every batch asks for the same, and the effort grows with the square of the count.</summary>
    private static readonly ConcurrentDictionary<int, Quadrature> Known = new();

    internal static Quadrature Of(IntegrationRule rule, int count) => rule switch
    {
        IntegrationRule.GaussLegendre => Known.GetOrAdd(count, GaussLegendre),
        IntegrationRule.Midpoint => Equal(count, k => (k + 0.5) / count),
        // A trapezoid has two ends: a single point can only be the middle.
        IntegrationRule.Trapezoid => count == 1 ? Equal(1, _ => 0.5) : new(
            [.. Enumerable.Range(0, count).Select(k => k / (count - 1.0))],
            [.. Enumerable.Range(0, count).Select(k => (k == 0 || k == count - 1 ? 0.5 : 1) / (count - 1))]),
        IntegrationRule.Right => Equal(count, k => (k + 1.0) / count),
        _ => Equal(count, k => (double)k / count),
    };

    private static Quadrature Equal(int count, Func<int, double> point) =>
        new([.. Enumerable.Range(0, count).Select(point)], [.. Enumerable.Repeat(1.0 / count, count)]);

    /// <summary>The roots of the Legendre polynomial P_n by Newton's method from their asymptotic places; w = 2 / ((1 − x²) P_n′(x)²).</summary>
    private static Quadrature GaussLegendre(int count)
    {
        var (points, weights) = (new double[count], new double[count]);
        // The roots lie symmetrically to 0.
        for (var k = 0; k < (count + 1) / 2; k++)
        {
            var x = -Elementary.Cosine(Math.PI * (k + 0.75) / (count + 0.5));
            var (value, slope) = Legendre(count, x);
            // Quadratic convergence from an error below 1/n²: a handful of rounds reach the last digit.
            for (var round = 0; round < 8 && Math.Abs(value / slope) > 1e-16; round++)
            {
                x -= value / slope;
                (value, slope) = Legendre(count, x);
            }
            // From [−1, 1] to [0, 1]: half the weight.
            (points[k], points[^(k + 1)]) = ((1 + x) / 2, (1 - x) / 2);
            weights[k] = weights[^(k + 1)] = 1 / ((1 - x * x) * slope * slope);
        }
        return new(points, weights);
    }

    /// <summary>P_n(x) and P_n′(x), by (k + 1) P_{k+1} = (2k + 1) x P_k − k P_{k−1}.</summary>
    private static (double Value, double Derivative) Legendre(int n, double x)
    {
        var (before, value) = (0.0, 1.0);
        for (var k = 0; k < n; k++)
            (before, value) = (value, ((2 * k + 1) * x * value - k * before) / (k + 1));
        return (value, n * (x * value - before) / (x * x - 1));
    }
}
