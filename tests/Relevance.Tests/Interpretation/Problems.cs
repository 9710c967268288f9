using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Tests.Support;

namespace Relevance.Tests.Interpretation;

/// <summary>Small models and points in float64, the same for the same seed.</summary>
internal static class Problems
{
    internal const int Size = 6, Classes = 4;

    /// <summary>Scores Wx + b of points [n, 6]; W row by row.</summary>
    internal static (Network Network, double[][] Weight) Linear(int seed)
    {
        var draw = new RandomNetworks.Draw(seed);
        var weight = draw.Weight(Classes, Size);
        var builder = new NetworkBuilder();
        return (builder.Build(builder.Dense("0", weight, draw.Bias(Classes), builder.Input)), [.. weight.ToArray<double>().Chunk(Size)]);
    }

    internal static Tensor<double> Points(int seed, int count = 3, int size = Size) => RandomNetworks.Normal(seed + 500, count, [size]);

    /// <summary>The values of <see cref="Points"/> as weights.</summary>
    internal static Weights Weights(int seed, params ReadOnlySpan<int> shape)
    {
        var lengths = Shape.Of(shape);
        return Maps.Weights.Of(Points(seed, 1, lengths.Size).Values, lengths);
    }

    internal static Weights Variances(int seed) => Weights(seed, Size).Select((_, value) => Math.Abs(value) + 0.5);

    /// <summary>A symmetric matrix with eigenvalues of at least 0.5.</summary>
    internal static Weights Covariance(int seed, int size = Size)
    {
        var root = Points(seed + 7, size, size);
        var values = new double[size * size];
        for (var place = 0; place < values.Length; place++)
        {
            var (i, j) = Math.DivRem(place, size);
            values[place] = Enumerable.Range(0, size).Sum(k => root.Image(k)[i] * root.Image(k)[j]) + (i == j ? 0.5 : 0);
        }
        return Maps.Weights.Of(values, [size, size]);
    }

    /// <summary>The same point several times.</summary>
    internal static Tensor<double> Repeat(IEnumerable<double> point, int count)
    {
        double[] values = [.. point];
        return Tensors.Of([.. Enumerable.Repeat(values, count).SelectMany(all => all)], count, [values.Length]);
    }

    /// <summary>A function of each value of each point: given the number of the point, the place in it, and the value.</summary>
    internal static Tensor<double> Map(Tensor<double> points, Func<int, int, double, double> function)
    {
        var mapped = Tensors.Zeros<double>(points.ImageCount, points.ImageShape);
        for (var i = 0; i < points.ImageCount; i++)
        {
            for (var p = 0; p < points.ImageShape.Size; p++)
                mapped.Image(i)[p] = function(i, p, points.Image(i)[p]);
        }
        return mapped;
    }

    /// <summary>The gradient of a function of points [n, …], one number each, by central differences.</summary>
    internal static Tensor<double> CentralDifferences(Tensor<double> points, Func<Tensor<double>, double[]> function, double step = 1e-5)
    {
        var result = Tensors.Zeros<double>(points.ImageCount, points.ImageShape);
        for (var place = 0; place < points.ImageShape.Size; place++)
        {
            var (above, below) = (function(Moved(step)), function(Moved(-step)));
            for (var i = 0; i < above.Length; i++)
                result.Image(i)[place] = (above[i] - below[i]) / (2 * step);

            Tensor<double> Moved(double by) => Map(points, (_, p, value) => p == place ? value + by : value);
        }
        return result;
    }
}
