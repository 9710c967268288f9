using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Propagation;

namespace Relevance.Tool.Explaining;

/// <summary>
/// Checks, if no ledger was requested, whether relevance was lost or grew too much: if the sum that arrives differs much from the score, the image is
/// propagated again with a ledger, which shows the layer.
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
