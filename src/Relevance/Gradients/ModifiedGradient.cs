using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>Base class of methods that compute a gradient with a modified backward pass through activations.</summary>
public abstract class ModifiedGradient : ProgramExplainer
{
    private protected ModifiedGradient(Network network) : base(network)
    {
    }

    /// <summary>Writes the backward pass through an activation.</summary>
    private protected abstract Value Back(ProgramBuilder program, ActivationLayer layer, Value z, Value a, Value gradient);

    /// <inheritdoc/>
    private protected sealed override Program Write(Shape image)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(Network, program, image);
        var direction = program.Add(new DirectionOperation(), pass.Scores);
        var relevance = pass.Walk(direction, (node, inputs, output, upstream) => node.Layer is ActivationLayer activation
            ? [Back(program, activation, inputs[0], output, upstream)]
            : node.Layer.Pullback(program, inputs, output, upstream));
        return program.Build((Scores, pass.Scores), (Relevance, relevance));
    }
}
