using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Guided backpropagation: the gradient of the score, with negative values set to zero at each activation, g ← max(0, f′(z) · g). Only paths along which every
/// step raises the score contribute.
/// </summary>
/// <remarks>
/// The heatmaps are sharp but tell little about the class: a network with random weights gives similar ones (Adebayo et al., Sanity checks for saliency maps,
/// 2018). The source defines the method for rectifiers; here it treats every activation in this way, with its own derivative. Units: score per input unit.
/// Source: Springenberg et al., Striving for simplicity: the all convolutional net, 2015, section 3.4.
/// </remarks>
/// <param name="network">The network to explain.</param>
public sealed class GuidedBackpropagation(Network network) : ModifiedGradient(network)
{
    /// <inheritdoc/>
    public override string Name => "guided-backpropagation";

    private protected override Value Back(ProgramBuilder program, ActivationLayer layer, Value z, Value a, Value gradient) =>
        program.Of(UnaryFunction.PositivePart, layer.Pullback(program, z, a, gradient));
}
