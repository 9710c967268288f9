using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>A score carried back like a gradient, of which only what is positive passes an activation.</summary>
public abstract class RectifiedGradient : ProgramExplainer
{
    private readonly bool takesDerivative;

    /// <summary>Prepares the method.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="takesDerivative">Whether what comes to an activation is multiplied by its derivative, as a gradient is, before it is rectified.</param>
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
/// Guided backpropagation: the gradient of the score, but at each activation only what is positive goes on, g ← max(0, f′(z) · g). What remains are
/// paths along which every step raises the score.
/// </summary>
/// <remarks>
/// Sharp pictures that tell little about the class: a network with random weights gives similar ones (Adebayo et al., Sanity checks for saliency
/// maps, 2018). Defined by its source for rectifiers; here the same holds for every activation, with its own derivative. Units: score per input unit.
/// Source: Springenberg et al., Striving for simplicity: the all convolutional net, 2015, section 3.4.
/// </remarks>
/// <param name="network">The network to explain.</param>
public sealed class GuidedBackpropagation(Network network) : RectifiedGradient(network, "guided-backpropagation", takesDerivative: true);

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
public sealed class Deconvolution(Network network) : RectifiedGradient(network, "deconvolution", takesDerivative: false);
