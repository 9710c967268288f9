using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Writes DeepLIFT's reveal-cancel rule. The change of every value is split into what raised and what lowered it, Δ = Δ⁺ + Δ⁻, from the image on; the walk
/// back carries a multiplier for each part.
/// </summary>
/// <remarks>
/// A weight w takes the whole change Δx of its input into Δ⁺ where w Δx is positive and into Δ⁻ where it is negative, so that both parts of Δx have the same
/// multiplier; where Δx is 0 it is the mean of what it would be on either side. An activation f at z′ has
/// Δa⁺ = ½ [f(z′+Δz⁺) − f(z′) + f(z′+Δz⁺+Δz⁻) − f(z′+Δz⁻)], and Δa⁻ with the signs exchanged: the Shapley values of the two parts.
/// Source: Shrikumar, Greenside, Kundaje, 2017, sections 3.4, 3.5.1 and 3.5.3.
/// </remarks>
internal sealed class RevealCancelWalk
{
    private readonly ProgramBuilder program;
    private readonly Network network;
    private readonly NetworkPass baseline;
    private readonly Parts atImage;
    private readonly Parts[] outputs;

    private RevealCancelWalk(NetworkPass image, NetworkPass baseline)
    {
        (program, network, this.baseline) = (image.Program, image.Network, baseline);
        var change = program.Minus(image.Input, baseline.Input);
        atImage = new(program.Of(UnaryFunction.PositivePart, change), program.Of(UnaryFunction.NegativePart, change));
        outputs = new Parts[network.Nodes.Length];
        foreach (var node in network.Nodes)
            outputs[node.Index] = Forward(node, InputsOf(node));
    }

    /// <summary>Refuses a network for which the rule is not defined.</summary>
    /// <exception cref="ArgumentException">It has a max pooling.</exception>
    internal static void Require(Network network)
    {
        if (network.Nodes.FirstOrDefault(node => node.Layer is MaxPoolingLayer) is { } pooling)
            throw new ArgumentException($"Reveal-cancel is not defined for max pooling, which is layer '{pooling.Name}'; use the rescale rule.");
    }

    /// <summary>R = m⁺ Δx⁺ + m⁻ Δx⁻.</summary>
    /// <param name="image">The pass of the image.</param>
    /// <param name="baseline">That of the baseline, in the same program.</param>
    /// <param name="direction">The weights of the scores.</param>
    internal static Value Write(NetworkPass image, NetworkPass baseline, Value direction)
    {
        var walk = new RevealCancelWalk(image, baseline);
        var multipliers = image.Walk(new Parts(direction, direction), walk.Back, walk.Plus);
        return walk.program.Plus(
            walk.program.Times(multipliers.Raised, walk.atImage.Raised), walk.program.Times(multipliers.Lowered, walk.atImage.Lowered));
    }

    private Parts[] InputsOf(Node node) => [.. node.Inputs.Select(index => index == Network.Input ? atImage : outputs[index])];

    /// <summary>Δ⁺ and Δ⁻ of a layer's output.</summary>
    private Parts Forward(Node node, Parts[] inputs) => node.Layer switch
    {
        LinearLayer { Map.HasWeights: true, Map: var map } => Mixed(map, BySign(inputs[0]), (part, value) => program.Apply(part, value)),
        // The weights of poolings are never negative: each part stays what it is.
        LinearLayer { Map: var map } => new(program.Apply(map, inputs[0].Raised), program.Apply(map, inputs[0].Lowered)),
        ActivationLayer activation => Activated(activation, inputs[0], baseline.InputsOf(node)[0], baseline.OutputOf(node)),
        var layer => inputs.Length == 1 && layer is CopyLayer { HasConstants: true }
            ? new(Change(layer, inputs[0].Raised), Change(layer, inputs[0].Lowered))
            : new(layer.Forward(program, [.. inputs.Select(input => input.Raised)]), layer.Forward(program, [.. inputs.Select(input => input.Lowered)])),
    };

    /// <summary>The multipliers of Δ⁺ and Δ⁻ of each input.</summary>
    private IReadOnlyList<Parts> Back(Node node, Parts upstream)
    {
        var (inputs, output) = (InputsOf(node), outputs[node.Index]);
        if (node.Layer is LinearLayer { Map.HasWeights: true, Map: var map })
        {
            var ways = Mixed(map, upstream, (part, value) => program.Transpose(part, value, inputs[0].Raised.Shape));
            var sign = program.Times(program.Of(UnaryFunction.Sign, program.Plus(inputs[0].Raised, inputs[0].Lowered)), 0.5);
            var own = program.Plus(
                program.Times(ways.Raised, program.Plus(sign, 0.5)), program.Times(ways.Lowered, program.Plus(program.Times(sign, -1), 0.5)));
            return [new(own, own)];
        }
        // A part that is 0 hands nothing on, whatever its multiplier.
        if (node.Layer is ActivationLayer)
            return [new(Quotient(output.Raised, upstream.Raised, inputs[0].Raised), Quotient(output.Lowered, upstream.Lowered, inputs[0].Lowered))];
        var raised = node.Layer.Pullback(program, [.. inputs.Select(input => input.Raised)], output.Raised, upstream.Raised);
        var lowered = node.Layer.Pullback(program, [.. inputs.Select(input => input.Lowered)], output.Lowered, upstream.Lowered);
        return [.. raised.Zip(lowered, (r, l) => new Parts(r, l))];
    }

    /// <summary>A change as one that only raises or only lowers.</summary>
    private Parts BySign(Parts parts)
    {
        var change = program.Plus(parts.Raised, parts.Lowered);
        return new(program.Of(UnaryFunction.PositivePart, change), program.Of(UnaryFunction.NegativePart, change));
    }

    /// <summary>Positive weights take each part into itself, negative ones into the other.</summary>
    private Parts Mixed(LinearMap map, Parts parts, Func<LinearMap, Value, Value> apply)
    {
        var (positive, negative) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        return new(
            program.Plus(apply(positive, parts.Raised), apply(negative, parts.Lowered)),
            program.Plus(apply(positive, parts.Lowered), apply(negative, parts.Raised)));
    }

    private Parts Activated(ActivationLayer f, Parts parts, Value z, Value a)
    {
        var raisedInput = program.Plus(z, parts.Raised);
        var raised = f.Forward(program, raisedInput);
        var lowered = f.Forward(program, program.Plus(z, parts.Lowered));
        var both = f.Forward(program, program.Plus(raisedInput, parts.Lowered));
        return new(Half(raised, lowered), Half(lowered, raised));

        Value Half(Value own, Value other) => program.Times(program.Plus(program.Minus(own, a), program.Minus(both, other)), 0.5);
    }

    /// <summary>What a layer adds of its own, such as a border of ones, does not change.</summary>
    private Value Change(Layer layer, Value part)
    {
        var nothing = program.Constant(Weights.Of(new float[part.Shape.Size], part.Shape));
        return program.Minus(layer.Forward(program, [part]), layer.Forward(program, [nothing]));
    }

    private Value Quotient(Value output, Value upstream, Value input) => program.Divide(program.Times(output, upstream), input);

    private Parts Plus(Parts x, Parts y) => new(program.Plus(x.Raised, y.Raised), program.Plus(x.Lowered, y.Lowered));

    /// <summary>Of a value the changes Δ⁺ and Δ⁻, or their multipliers.</summary>
    private sealed record Parts(Value Raised, Value Lowered);
}
