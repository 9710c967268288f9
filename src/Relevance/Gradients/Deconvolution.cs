using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Deconvolution: propagates the score back like a gradient, but at each activation sets negative values to zero, g ← max(0, g), instead of multiplying by the
/// activation's derivative.
/// </summary>
/// <remarks>
/// For networks of linear layers and activations only, without max pooling, the result does not depend on the image at all. The source defines the method for
/// rectifiers; here it treats every activation in this way. Units: score per input unit. Source: Zeiler and Fergus, Visualizing and understanding convolutional
/// networks, 2014, section 2.1.
/// </remarks>
/// <param name="network">The network to explain.</param>
public sealed class Deconvolution(Network network) : ModifiedGradient(network)
{
    /// <inheritdoc/>
    public override string Name => "deconvolution";

    private protected override Value Back(ProgramBuilder program, ActivationLayer layer, Value z, Value a, Value gradient) =>
        program.Of(UnaryFunction.PositivePart, gradient);
}
