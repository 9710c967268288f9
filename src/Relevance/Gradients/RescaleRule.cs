using Relevance.Networks.Layers;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>The multipliers of DeepLIFT's rescale rule: m = Δa / Δz, and the gradient where Δz is 0.</summary>
internal static class RescaleRule
{
    private static readonly Scalar MinusSmallest = Scalars.Of(-1e-10);

    /// <summary>An activation a = f(z).</summary>
    /// <param name="layer">f.</param>
    /// <param name="input">z.</param>
    /// <param name="output">a.</param>
    /// <param name="referenceInput">z of the baseline.</param>
    /// <param name="referenceOutput">a of the baseline.</param>
    /// <param name="upstream">The multipliers of a.</param>
    internal static Tensor Activation(ActivationLayer layer, Tensor input, Tensor output, Tensor referenceInput, Tensor referenceOutput, Tensor upstream)
    {
        using var scope = NewDisposeScope();
        var difference = input.Minus(referenceInput);
        var same = Same(difference);
        var numerator = output.Minus(referenceOutput).mul_(upstream).Increase(layer.Pullback(input, output, upstream).mul_(same));
        return numerator.div_(difference.Increase(same)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The largest value of each window. From the baseline's output y′ to the larger of both outputs the change goes to the largest value of the image,
    /// from there to the image's output y to the largest value of the baseline.
    /// </summary>
    internal static Tensor MaxPooling(MaxPooling layer, Tensor input, Tensor output, Tensor referenceInput, Tensor referenceOutput, Tensor upstream)
    {
        using var scope = NewDisposeScope();
        var larger = output.maximum(referenceOutput);
        var ofImage = layer.Pullback(input, output, larger.Minus(referenceOutput).mul_(upstream));
        var ofBaseline = layer.Pullback(
            referenceInput.expand(input.shape).contiguous(), referenceOutput.expand(output.shape).contiguous(), output.Minus(larger).mul_(upstream));
        var difference = input.Minus(referenceInput);
        var same = Same(difference);
        var numerator = ofImage.Plus(ofBaseline).Increase(layer.Pullback(input, output, upstream) * same);
        return numerator.div_(difference.Increase(same)).MoveToOuterDisposeScope();
    }

    /// <summary>1 where the difference is 0 but for rounding, 0 elsewhere; by arithmetic, since comparisons cost ten times as much.</summary>
    private static Tensor Same(Tensor difference) =>
        difference.abs().Increase(MinusSmallest).clamp_min_(Scalars.Zero).sign_().neg_().Increase(Scalars.One);
}
