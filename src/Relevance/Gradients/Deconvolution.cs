using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Deconvolution: carries the score back like a gradient, but rectifies what is carried at each activation instead of multiplying it by the
/// activation's derivative, g ← max(0, g): the forward pass has no say there.
/// </summary>
/// <remarks>
/// Without max-pooling the result does not depend on the image at all, for networks whose only other layers are linear: every image of a class has the
/// same. Defined by its source for rectifiers; here the same holds for every activation. Units: score per input unit.
/// Source: Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014, section 2.1.
/// </remarks>
/// <param name="network">The network to explain.</param>
public sealed class Deconvolution(Network network) : ModifiedGradient(network)
{
    /// <inheritdoc/>
    public override string Name => "deconvolution";

    private protected override Value Back(ProgramBuilder program, ActivationLayer layer, Value z, Value a, Value gradient) =>
        program.Of(UnaryFunction.PositivePart, gradient);
}
