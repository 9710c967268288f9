using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>The rules written out as loops over every contribution z_jk of a dense layer, in float64: slow, and plain to see right.</summary>
internal static class NaiveLrp
{
    /// <summary>The relevance that unit j receives from unit k, per unit of R_k, given all contributions of unit k.</summary>
    /// <param name="a">The inputs a_j.</param>
    /// <param name="w">The weights w_jk of unit k.</param>
    /// <param name="b">The bias of unit k.</param>
    /// <returns>The share of each input j.</returns>
    internal delegate double[] Shares(double[] a, double[] w, double b);

    public static double[] Propagate(double[] a, double[,] w, double[] b, double[] relevance, Shares shares)
    {
        var result = new double[a.Length];
        for (var k = 0; k < relevance.Length; k++)
        {
            var share = shares(a, [.. Enumerable.Range(0, a.Length).Select(j => w[k, j])], b[k]);
            for (var j = 0; j < a.Length; j++)
                result[j] += share[j] * relevance[k];
        }
        return result;
    }

    public static Shares Epsilon(double epsilon) => (a, w, b) =>
    {
        var z = b + a.Zip(w, (x, y) => x * y).Sum();
        return Divide(a.Zip(w, (x, y) => x * y), z, epsilon);
    };

    public static Shares Gamma(double gamma, double epsilon) => (a, w, b) =>
    {
        double[] contributions = [.. a.Zip(w, (x, y) => x * y)];
        var z = b + contributions.Sum();
        if (z == 0)
            return new double[a.Length];
        double[] favoured = [.. contributions.Select(Favour)];
        return Divide(favoured, favoured.Sum() + Favour(b), epsilon);

        double Favour(double c) => c + gamma * (z > 0 ? Math.Max(c, 0) : Math.Min(c, 0));
    };

    public static Shares ZPlus(double epsilon) => (a, w, b) =>
    {
        double[] positive = [.. a.Zip(w, (x, y) => Math.Max(x * y, 0))];
        return Divide(positive, positive.Sum(), epsilon);
    };

    public static Shares ZBox(double low, double high, double epsilon) => (a, w, b) =>
    {
        double[] terms = [.. a.Zip(w, (x, y) => x * y - low * Math.Max(y, 0) - high * Math.Min(y, 0))];
        return Divide(terms, terms.Sum(), epsilon);
    };

    /// <summary>The matrix [outputs, inputs] and offset [outputs] of any affine function of one image, found by applying it to unit vectors.</summary>
    public static (double[,] Weight, double[] Bias) Toeplitz(Func<Tensor, Tensor> function, long[] imageShape)
    {
        using var scope = NewDisposeScope();
        var inputs = imageShape.Aggregate(1L, (product, length) => product * length);
        var offset = function(zeros([1, .. imageShape], ScalarType.Float64)).flatten();
        var columns = function(eye(inputs, dtype: ScalarType.Float64).reshape([inputs, .. imageShape])).flatten(1) - offset;
        var weight = new double[offset.shape[0], inputs];
        for (var j = 0; j < inputs; j++)
        {
            var column = columns[j].data<double>().ToArray();
            for (var k = 0; k < column.Length; k++)
                weight[k, j] = column[k];
        }
        return (weight, offset.data<double>().ToArray());
    }

    private static double[] Divide(IEnumerable<double> terms, double z, double epsilon)
    {
        var denominator = z + (z < 0 ? -epsilon : epsilon);
        return [.. terms.Select(term => denominator == 0 ? 0 : term / denominator)];
    }
}
