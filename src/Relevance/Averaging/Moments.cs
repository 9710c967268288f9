using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Averaging;

/// <summary>Mean and variance of tensors that come one by one, without the cancellation of Σx² − (Σx)²/n.</summary>
/// <remarks>Source: Welford, Note on a method for calculating corrected sums of squares and products, 1962. The tensors belong to the scope of the first call's caller.</remarks>
internal sealed class Moments
{
    private int count;
    private Tensor? mean, squares;

    /// <summary>The mean.</summary>
    internal Tensor Mean => mean!;

    /// <summary>The variance: the mean of squared distances from the mean.</summary>
    internal Tensor Variance => squares!.div(Scalars.Of(count));

    /// <summary>Adds one.</summary>
    internal void Add(Tensor values)
    {
        count++;
        if (mean is null)
        {
            // The caller's scope ends before the next call.
            mean = values.clone().MoveToOuterDisposeScope();
            squares = zeros_like(values).MoveToOuterDisposeScope();
            return;
        }
        var before = values.Minus(mean);
        mean.Increase(before, 1.0 / count);
        squares!.Increase(before * values.Minus(mean));
    }
}
