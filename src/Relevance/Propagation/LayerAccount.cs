using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Books, for each image of a batch, what one layer absorbed; the raw material of the conservation ledger.</summary>
internal sealed class LayerAccount(long images)
{
    /// <summary>The relevance that fell to the bias and went no further, per image.</summary>
    internal double[] Bias { get; } = new double[images];

    /// <summary>The relevance that the stabiliser ε absorbed, per image.</summary>
    internal double[] Epsilon { get; } = new double[images];

    internal void AbsorbedByBias(Tensor share) => Add(Bias, share);

    internal void AbsorbedByEpsilon(Tensor share) => Add(Epsilon, share);

    internal static double[] PerImage(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.to(ScalarType.Float64).flatten(1).sum(1).data<double>().ToArray();
    }

    private static void Add(double[] totals, Tensor share)
    {
        var sums = PerImage(share);
        for (var i = 0; i < totals.Length; i++)
            totals[i] += sums[i];
    }
}
