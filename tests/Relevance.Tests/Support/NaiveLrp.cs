using Relevance.Propagation;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>The rules written out as loops over every contribution z_jk, in float64: slow, and plain to see right.</summary>
internal static class NaiveLrp
{
    /// <summary>One unit k as a rule sees it.</summary>
    /// <param name="A">The inputs a_j that it is connected to.</param>
    /// <param name="W">Their weights w_jk.</param>
    /// <param name="B">Its bias.</param>
    /// <param name="Rms">The root mean square of the layer's output.</param>
    /// <param name="RmsWithoutBias">The same without the bias.</param>
    internal sealed record Unit(double[] A, double[] W, double B, double Rms, double RmsWithoutBias);

    /// <summary>The share of R_k that each connected input receives.</summary>
    internal delegate double[] Shares(Unit unit);

    public static double[] Propagate(double[] a, double[,] w, double[,] connected, double[] b, double[] relevance, Shares shares)
    {
        var result = new double[a.Length];
        var sums = relevance.Select((_, k) => a.Select((x, j) => x * w[k, j]).Sum()).ToArray();
        var (rms, rmsWithoutBias) = (Rms(sums.Zip(b, (sum, bias) => sum + bias)), Rms(sums));
        for (var k = 0; k < relevance.Length; k++)
        {
            int[] inputs = [.. Enumerable.Range(0, a.Length).Where(j => connected[k, j] != 0)];
            var share = shares(new Unit([.. inputs.Select(j => a[j])], [.. inputs.Select(j => w[k, j])], b[k], rms, rmsWithoutBias));
            for (var i = 0; i < inputs.Length; i++)
                result[inputs[i]] += share[i] * relevance[k];
        }
        return result;
    }

    public static Shares Epsilon(double epsilon, bool relative, BiasHandling handling) => unit =>
    {
        double[] contributions = [.. unit.A.Zip(unit.W, (a, w) => a * w)];
        var scale = !relative ? 1 : handling == BiasHandling.LeftOut ? unit.RmsWithoutBias : unit.Rms;
        return Share(contributions, unit.B, epsilon * scale, handling);
    };

    public static Shares Gamma(double gamma, double epsilon, BiasHandling handling) => unit =>
    {
        double[] contributions = [.. unit.A.Zip(unit.W, (a, w) => a * w)];
        var z = contributions.Sum() + (handling == BiasHandling.LeftOut ? 0 : unit.B);
        return z == 0 ? new double[contributions.Length] : Share([.. contributions.Select(Favour)], Favour(unit.B), epsilon, handling);

        double Favour(double c) => c + gamma * (z > 0 ? Math.Max(c, 0) : Math.Min(c, 0));
    };

    public static Shares AlphaBeta(double alpha, double beta, double epsilon, BiasHandling handling) => unit =>
    {
        var positive = Share([.. unit.A.Zip(unit.W, (a, w) => Math.Max(a * w, 0))], Math.Max(unit.B, 0), epsilon, handling);
        var negative = Share([.. unit.A.Zip(unit.W, (a, w) => Math.Min(a * w, 0))], Math.Min(unit.B, 0), epsilon, handling);
        return [.. positive.Zip(negative, (p, n) => alpha * p - beta * n)];
    };

    public static Shares WSquare(double epsilon, BiasHandling handling) => unit =>
        Share([.. unit.W.Select(w => w * w)], unit.B * unit.B, epsilon, handling);

    public static Shares Flat(double epsilon) => unit => Share([.. unit.W.Select(_ => 1.0)], 0, epsilon, BiasHandling.LeftOut);

    public static Shares ZBox(double low, double high, double epsilon) => unit =>
        Share([.. unit.A.Zip(unit.W, (a, w) => a * w - low * Math.Max(w, 0) - high * Math.Min(w, 0))], 0, epsilon, BiasHandling.LeftOut);

    /// <summary>The matrix [outputs, inputs] and offset [outputs] of any affine function of one image, found by applying it to unit vectors.</summary>
    public static (double[,] Weight, double[] Bias) Toeplitz(Func<Tensor, Tensor> function, long[] imageShape)
    {
        using var scope = NewDisposeScope();
        var inputs = imageShape.Aggregate(1L, (product, length) => product * length);
        var offset = function(zeros([1, .. imageShape], ScalarType.Float64)).flatten();
        var columns = function(eye(inputs, dtype: ScalarType.Float64).reshape([inputs, .. imageShape])).flatten(1).Minus(offset);
        var weight = new double[offset.shape[0], inputs];
        for (var j = 0; j < inputs; j++)
        {
            var column = columns[j].data<double>().ToArray();
            for (var k = 0; k < column.Length; k++)
                weight[k, j] = column[k];
        }
        GC.KeepAlive(function); // it holds the weights, of which libtorch knows only the address
        return (weight, offset.data<double>().ToArray());
    }

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    /// <summary>terms / (Σ terms + bias + ε·sign), plus each input's part of the bias where that is spread.</summary>
    private static double[] Share(double[] terms, double bias, double epsilon, BiasHandling handling)
    {
        var denominator = terms.Sum() + (handling == BiasHandling.LeftOut ? 0 : bias);
        denominator += denominator < 0 ? -epsilon : epsilon;
        var part = handling == BiasHandling.Spread ? bias / terms.Length : 0;
        return [.. terms.Select(term => denominator == 0 ? 0 : (term + part) / denominator)];
    }
}
