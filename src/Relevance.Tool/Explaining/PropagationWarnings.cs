using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Propagation;

namespace Relevance.Tool.Explaining;

/// <summary>
/// Finds out, where nobody asked for the books, whether relevance got lost or blew up: where what arrives is far from what set out, it is propagated once
/// more with them, and they say at which layer.
/// </summary>
internal static class PropagationWarnings
{
    /// <summary>As the books have it for a layer.</summary>
    private const double LargestGrowth = 100, SmallestShare = 0.5;

    /// <summary>One sentence for each layer that stands out; empty if all is well.</summary>
    internal static IReadOnlyList<string> Of<T>(Explainer explainer, Tensor<T> images, Target target, ExplainOptions options, Explanation<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (explainer is not LayerwiseRelevancePropagation lrp || !found.TotalRelevances.Zip(found.ExplainedScores).Any(pair => IsSuspect(pair.First, pair.Second)))
            return [];
        return lrp.ExplainWithLedger(images, target, options with { Progress = null }).Ledger.Warnings(LargestGrowth, 1 - SmallestShare);
    }

    private static bool IsSuspect(double relevance, double score) =>
        !double.IsFinite(relevance) || Math.Abs(relevance) < SmallestShare * Math.Abs(score) || Math.Abs(relevance) > LargestGrowth * Math.Abs(score);
}
