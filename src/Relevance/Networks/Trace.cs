using System.Collections.Immutable;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>What a layer does to a quantity that is carried backwards through the network: a gradient, or relevance.</summary>
/// <param name="node">The layer.</param>
/// <param name="inputs">Its inputs in the forward pass.</param>
/// <param name="output">Its output in the forward pass.</param>
/// <param name="upstream">The quantity at its output, of that shape.</param>
/// <returns>The quantity at each of its inputs.</returns>
internal delegate IReadOnlyList<Tensor> BackwardStep(Node node, IReadOnlyList<Tensor> inputs, Tensor output, Tensor upstream);

/// <summary>The activations of one forward pass, and the walk back through them.</summary>
internal sealed class Trace
{
    private readonly Network network;
    private readonly Tensor[] outputs;

    private Trace(Network network, Tensor images, Tensor[] outputs) =>
        (this.network, Images, this.outputs) = (network, images, outputs);

    /// <summary>What the network was given.</summary>
    internal Tensor Images { get; }

    /// <summary>The output of the last layer, [N, classes].</summary>
    internal Tensor Scores => outputs[^1];

    /// <summary>Runs the network forward; the tensors belong to the caller's dispose scope.</summary>
    internal static Trace Record(Network network, Tensor images)
    {
        var outputs = new Tensor[network.Nodes.Length];
        var trace = new Trace(network, images, outputs);
        foreach (var node in network.Nodes)
            outputs[node.Index] = node.Layer.Forward(trace.InputsOf(node));
        return trace;
    }

    /// <summary>The shapes of all outputs, without the batch axis.</summary>
    internal ImmutableArray<ImmutableArray<long>> OutputShapes => [.. outputs.Select(output => output.shape[1..].ToImmutableArray())];

    /// <summary>Carries a quantity from the scores back to the images. Where the graph branches, what comes back is added up.</summary>
    /// <param name="start">The quantity at the scores.</param>
    /// <param name="step">What each layer does to it.</param>
    /// <param name="stop">The node at whose output the walk ends; <see cref="Network.Input"/> for the images.</param>
    internal Tensor Walk(Tensor start, BackwardStep step, int stop = Network.Input)
    {
        var carried = new Tensor?[outputs.Length];
        carried[^1] = start;
        Tensor? atImages = null;
        foreach (var node in network.Nodes.Reverse())
        {
            if (carried[node.Index] is not { } upstream)
                continue;
            if (node.Index == stop)
                return upstream;
            var shares = step(node, InputsOf(node), outputs[node.Index], upstream);
            for (var i = 0; i < shares.Count; i++)
            {
                ref var place = ref atImages;
                if (node.Inputs[i] != Network.Input)
                    place = ref carried[node.Inputs[i]];
                place = place is null ? shares[i] : place.Plus(shares[i]);
            }
            carried[node.Index] = null;
        }
        return atImages ?? zeros_like(stop == Network.Input ? Images : outputs[stop]);
    }

    /// <summary>The gradient of weighted sums of the scores.</summary>
    /// <param name="direction">The weights of the scores, [n, K].</param>
    /// <param name="stop">The node with respect to whose output; <see cref="Network.Input"/> for the images.</param>
    internal Tensor Gradient(Tensor direction, int stop = Network.Input) =>
        Walk(direction, (node, inputs, output, upstream) => node.Layer.Pullback(inputs, output, upstream), stop);

    /// <summary>What a layer computed.</summary>
    internal Tensor OutputOf(Node node) => outputs[node.Index];

    /// <summary>What a layer was given.</summary>
    internal Tensor[] InputsOf(Node node) => [.. node.Inputs.Select(index => index == Network.Input ? Images : outputs[index])];
}
