using Relevance.Networks.Maps;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>
/// A linear map that errs as one in float32 may: in float64, every sum is off by a random sign times what the rounding of its terms amounts to.
/// </summary>
/// <remarks>
/// A sum of n products, in whatever order and with or without fused operations, rounds n products and n − 1 partial sums. None is larger than
/// S = Σ|terms|, so each of the n − 1 errors of the partial sums is at most u S, and those of the products are at most u|term|. As independent errors
/// they add up to one of variance at most u² ((n − 1) S² + Σ term²) ≤ n u² S²: the sign here has the amplitude √n u S. (Wilkinson's rule of thumb;
/// made precise by Higham, Mary, A new approach to probabilistic rounding error analysis, SIAM J. Sci. Comput. 2019.) What the map is given comes
/// out of a few operations on single numbers, such as the division by z and the addition of ε.
/// </remarks>
internal sealed class RoundedMap : LinearMap
{
    /// <summary>Between two maps a rule does at most so many operations on single numbers, such as the product with a, z + ε, R / z.</summary>
    private const int Between = 8;

    private readonly LinearMap map, magnitudes, connections;
    private readonly Random random;
    private readonly double unit;
    private readonly Scalar rounding, roundings;

    /// <summary>Makes the map, its weights rounded.</summary>
    /// <param name="exact">The map in float64.</param>
    /// <param name="unit">u, half the distance from 1 to the next number.</param>
    /// <param name="random">The signs.</param>
    public RoundedMap(LinearMap exact, double unit, Random random)
    {
        (this.unit, this.random, rounding, roundings) = (unit, random, Scalars.Of(unit), Scalars.Of(Math.Sqrt(Between) * unit));
        map = exact.Replace(values => Shake(values, rounding));
        (magnitudes, connections) = (map.Take(WeightPart.Absolute), map.Take(WeightPart.Connection));
    }

    public override bool HasBias => map.HasBias;

    public override bool HasWeights => map.HasWeights;

    public override Tensor Apply(Tensor input)
    {
        var rounded = Shake(input, roundings);
        var size = magnitudes.Apply(rounded.abs());
        var terms = connections.Apply(ones_like(input));
        if (map.Bias((int)size.dim()) is { } bias)
            (size, terms) = (size.Plus(bias.abs()), terms.Plus(Scalars.One));
        return map.Apply(rounded).Plus(Signs(size.shape) * size * terms.sqrt() * rounding);
    }

    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        var rounded = Shake(output, roundings);
        var size = magnitudes.Transpose(rounded.abs(), inputShape);
        var terms = connections.Transpose(ones_like(output), inputShape);
        return map.Transpose(rounded, inputShape).Plus(Signs(size.shape) * size * terms.sqrt() * rounding);
    }

    public override LinearMap Take(WeightPart part) => new RoundedMap(map.Take(part), unit, random);

    public override Tensor? Bias(int outputRank) => map.Bias(outputRank);

    public override LinearMap To(ScalarType type) => type == ScalarType.Float64 ? this : throw new NotSupportedException("It plays float32 in float64.");

    public override string ToString() => $"{map}, rounded";

    private Tensor Shake(Tensor values, Scalar amplitude) => values.Plus(values * Signs(values.shape) * amplitude);

    private Tensor Signs(long[] shape)
    {
        using var generator = new Generator((ulong)random.NextInt64());
        return rand(shape, ScalarType.Float64, generator: generator).Minus(Scalars.Half).sign();
    }
}
