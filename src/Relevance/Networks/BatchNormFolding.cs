using System.Collections.Immutable;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>
/// Merges each batch normalisation with the linear layer before it, else with the one after it, so that the rules see one layer with one bias.
/// The function computed stays the same; what cannot be merged stays a layer of its own.
/// </summary>
/// <remarks>Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.3 (batch normalisation).</remarks>
internal static class BatchNormFolding
{
    internal static ImmutableArray<Node> Fold(List<Node> nodes, ScalarType type)
    {
        for (var index = 0; index < nodes.Count;)
        {
            if (nodes[index].Layer is LinearLayer { Map: ChannelwiseMap map } &&
                (FoldIntoPrevious(nodes, index, map, type) || FoldIntoNext(nodes, index, map, type)))
                continue;
            index++;
        }
        // Batch normalisations are read in Float64, so that merging rounds once.
        return [.. nodes.Select(node => node.Layer is LinearLayer { Map: ChannelwiseMap } ? node with { Layer = node.Layer.To(type) } : node)];
    }

    private static bool FoldIntoPrevious(List<Node> nodes, int index, ChannelwiseMap map, ScalarType type)
    {
        var previous = nodes[index].Inputs[0];
        if (previous == Network.Input || nodes[previous].Layer is not LinearLayer linear || OnlyConsumer(nodes, previous) != index)
            return false;
        if (linear.Map.Before(map) is not { } merged)
            return false;
        nodes[previous] = nodes[previous] with { Layer = new LinearLayer($"{linear.Kind}+{nodes[index].Layer.Kind}", merged.To(type)) };
        Remove(nodes, index);
        return true;
    }

    private static bool FoldIntoNext(List<Node> nodes, int index, ChannelwiseMap map, ScalarType type)
    {
        if (OnlyConsumer(nodes, index) is not { } next || nodes[next].Layer is not LinearLayer linear || linear.Map.After(map) is not { } merged)
            return false;
        nodes[next] = nodes[next] with { Layer = new LinearLayer($"{nodes[index].Layer.Kind}+{linear.Kind}", merged.To(type)) };
        Remove(nodes, index);
        return true;
    }

    private static int? OnlyConsumer(List<Node> nodes, int index) =>
        nodes.SelectMany(node => node.Inputs.Where(input => input == index).Select(_ => node.Index)).ToArray() is [var only] ? only : null;

    /// <summary>Takes out a node with one input; those that it fed are fed by that.</summary>
    private static void Remove(List<Node> nodes, int index)
    {
        var input = nodes[index].Inputs[0];
        nodes.RemoveAt(index);
        for (var i = 0; i < nodes.Count; i++)
            nodes[i] = nodes[i] with { Index = i, Inputs = [.. nodes[i].Inputs.Select(place => place == index ? input : place > index ? place - 1 : place)] };
    }
}
