using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// DeepLIFT's reveal-cancel rule. The change of every value is split into what raised and what lowered it, Δ = Δ⁺ + Δ⁻, from the image on; the walk back
/// carries a multiplier for each part.
/// </summary>
/// <remarks>
/// A weight w takes Δ⁺ into Δ⁺ where w is positive and into Δ⁻ where it is negative. An activation f at z′ has
/// Δa⁺ = ½ [f(z′+Δz⁺) − f(z′) + f(z′+Δz⁺+Δz⁻) − f(z′+Δz⁻)], and Δa⁻ with the signs exchanged: the Shapley values of the two parts.
/// The parts, and the multipliers m⁺ and m⁻, lie one behind the other on the batch axis, so that each layer takes both at once.
/// Source: Shrikumar, Greenside, Kundaje, 2017, sections 3.4 and 3.5.3.
/// </remarks>
internal sealed class RevealCancelWalk
{
    private readonly Network network;
    private readonly (LinearMap Positive, LinearMap Negative)?[] signedWeights;
    private readonly Stabilizer divide = new(0);

    internal RevealCancelWalk(Network network)
    {
        using var nothing = no_grad();
        this.network = network;
        if (network.Nodes.FirstOrDefault(node => node.Layer is MaxPooling) is { } pooling)
            throw new ArgumentException($"Reveal-cancel is not defined for max pooling, which is layer '{pooling.Name}'; use the rescale rule.");
        // The weights of poolings are never negative: they take each part into itself.
        signedWeights = [.. network.Nodes.Select(node => node.Layer is LinearLayer { Map: { HasWeights: true } map }
            ? (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative)) : ((LinearMap, LinearMap)?)null)];
    }

    /// <summary>R = m⁺ Δx⁺ + m⁻ Δx⁻.</summary>
    internal Tensor Relevance(Trace trace, Trace reference, Tensor direction)
    {
        using var scope = NewDisposeScope();
        var change = trace.Images.Minus(reference.Images);
        var atImages = cat([change.clamp_min(Scalars.Zero), change.clamp_max(Scalars.Zero)], 0);
        var parts = new Tensor[network.Nodes.Length];
        foreach (var node in network.Nodes)
            parts[node.Index] = Forward(node, InputsOf(node), reference);
        var multipliers = trace.Walk(direction.repeat([2, 1]), (node, _, _, upstream) => Back(node, InputsOf(node), parts[node.Index], upstream));
        var (raised, lowered) = Halves(multipliers * atImages);
        return raised.Plus(lowered).MoveToOuterDisposeScope();

        Tensor[] InputsOf(Node node) => [.. node.Inputs.Select(index => index == Network.Input ? atImages : parts[index])];
    }

    /// <summary>Δ⁺ and Δ⁻ of a layer's output.</summary>
    private Tensor Forward(Node node, Tensor[] inputs, Trace reference)
    {
        using var scope = NewDisposeScope();
        if (signedWeights[node.Index] is var (positive, negative))
            return positive.Apply(inputs[0]).Increase(negative.Apply(Exchanged(inputs[0]))).MoveToOuterDisposeScope();
        if (node.Layer is ActivationLayer activation)
            return PartsOf(activation, inputs[0], reference.InputsOf(node)[0], reference.OutputOf(node)).MoveToOuterDisposeScope();
        var output = node.Layer.Forward(inputs);
        // What a layer adds of its own, such as a border of ones, does not change.
        return (node.Layer is CopyLayer { HasConstants: true } ? output.Minus(node.Layer.Forward([.. inputs.Select(input => zeros_like(input))])) : output)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The multipliers of Δ⁺ and Δ⁻ of each input.</summary>
    private IReadOnlyList<Tensor> Back(Node node, Tensor[] inputs, Tensor output, Tensor upstream)
    {
        if (signedWeights[node.Index] is var (positive, negative))
        {
            using var scope = NewDisposeScope();
            return [positive.Transpose(upstream, inputs[0].shape).Increase(negative.Transpose(Exchanged(upstream), inputs[0].shape)).MoveToOuterDisposeScope()];
        }
        // A part that is 0 hands nothing on, whatever its multiplier.
        return node.Layer is ActivationLayer
            ? [divide.Divide(output * upstream, inputs[0])]
            : node.Layer.Pullback(inputs, output, upstream);
    }

    private static Tensor PartsOf(ActivationLayer f, Tensor parts, Tensor z, Tensor a)
    {
        var (raise, lower) = Halves(parts);
        var raised = f.Forward(z.Plus(raise));
        var lowered = f.Forward(z.Plus(lower));
        var both = f.Forward(z.Plus(raise).Plus(lower));
        var positive = raised.Minus(a).Plus(both.Minus(lowered)).mul_(Scalars.Half);
        var negative = lowered.Minus(a).Plus(both.Minus(raised)).mul_(Scalars.Half);
        return cat([positive, negative], 0);
    }

    private static Tensor Exchanged(Tensor parts)
    {
        var (raised, lowered) = Halves(parts);
        return cat([lowered, raised], 0);
    }

    private static (Tensor Raised, Tensor Lowered) Halves(Tensor parts)
    {
        var half = parts.shape[0] / 2;
        return (parts.narrow(0, 0, half), parts.narrow(0, half, half));
    }
}
