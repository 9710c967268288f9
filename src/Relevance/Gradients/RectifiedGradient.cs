using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>Base class of methods that propagate the score back like a gradient and set negative values to zero at each activation.</summary>
public abstract class RectifiedGradient : ProgramExplainer
{
    private readonly bool takesDerivative;

    /// <summary>Creates the method.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="takesDerivative">Whether a value is multiplied by the activation's derivative, as a gradient is, before it is rectified.</param>
    private protected RectifiedGradient(Network network, string name, bool takesDerivative) : base(network) =>
        (Name, this.takesDerivative) = (name, takesDerivative);

    /// <inheritdoc/>
    public sealed override string Name { get; }

    /// <inheritdoc/>
    private protected sealed override Program Write(Shape image)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(Network, program, image);
        var direction = program.Add(new DirectionOperation(), pass.Scores);
        var relevance = pass.Walk(direction, (node, inputs, output, upstream) =>
        {
            if (node.Layer is not ActivationLayer activation)
                return node.Layer.Pullback(program, inputs, output, upstream);
            return [program.Of(UnaryFunction.PositivePart, takesDerivative ? activation.Pullback(program, inputs[0], output, upstream) : upstream)];
        });
        return program.Build((Scores, pass.Scores), (Relevance, relevance));
    }
}

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
public sealed class GuidedBackpropagation(Network network) : RectifiedGradient(network, "guided-backpropagation", takesDerivative: true);

/// <summary>
/// Deconvolution: propagates the score back like a gradient, but at each activation sets negative values to zero, g ← max(0, g), instead of multiplying by the
/// activation's derivative.
/// </summary>
/// <remarks>
/// For networks of linear layers and activations only, without max pooling, the result does not depend on the image at all. The source defines the method for
/// rectifiers; here it treats every activation in this way. Units: score per input unit.
/// Source: Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014, section 2.1.
/// </remarks>
/// <param name="network">The network to explain.</param>
public sealed class Deconvolution(Network network) : RectifiedGradient(network, "deconvolution", takesDerivative: false);
