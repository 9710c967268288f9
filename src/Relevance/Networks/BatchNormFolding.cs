using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;

namespace Relevance.Networks;

/// <summary>
/// Merges factors and offsets per channel, which is what batch normalisation is once training is over, with the linear layer before them, else with the
/// one after where that is exact. Numbers are merged in float64.
/// </summary>
internal static class BatchNormFolding
{
    internal static Network Fold(Network network)
    {
        for (var index = 0; index < network.Nodes.Length;)
        {
            if (network.Nodes[index].Layer is LinearLayer { Map: ChannelScaleMap } layer &&
                (IntoPrevious(network, index, layer) ?? IntoNext(network, index, layer)) is { } folded)
                network = folded;
            else
                index++;
        }
        return network;
    }

    private static Network? IntoPrevious(Network network, int index, LinearLayer norm)
    {
        var scale = (ChannelScaleMap)norm.Map;
        var previous = network.Nodes[index].Inputs[0];
        if (previous < 0 || network.Nodes[previous].Layer is not LinearLayer linear || OnlyConsumer(network, previous) != index)
            return null;
        if (OutputsOf(linear.Map) != scale.Channels || linear.Map.Then(scale.Scale.ToArray<double>()) is not { } merged)
            return null;
        var bias = scale.Scale.Select((channel, factor) => (linear.Bias?[channel] ?? 0) * factor + (norm.Bias?[channel] ?? 0));
        return Replace(network, previous, new LinearLayer($"{linear.Kind}+{norm.Kind}", merged, bias), index);
    }

    private static Network? IntoNext(Network network, int index, LinearLayer norm)
    {
        if (OnlyConsumer(network, index) is not { } next || network.Nodes[next].Layer is not LinearLayer linear)
            return null;
        var (scale, shift) = (((ChannelScaleMap)norm.Map).Scale, norm.Bias);
        var merged = linear.Map switch
        {
            DenseMap dense when dense.Inputs == scale.Count => Dense(dense, linear, scale, shift),
            // With padding there is no such convolution: the border would have to be padded with the value that the offset takes to zero.
            ConvolutionMap map when map.Inputs == scale.Count && map.Geometry.Before.Concat(map.Geometry.After).All(p => p == 0) =>
                Convolution(map, linear, scale, shift),
            _ => null,
        };
        return merged is null ? null : Replace(network, next, merged with { Name = $"{norm.Kind}+{linear.Kind}" }, index);
    }

    private static LinearLayer Dense(DenseMap map, LinearLayer layer, Weights scale, Weights? shift)
    {
        var weight = map.Weight.Select((place, w) => w * scale[place % map.Inputs]);
        return layer with { Map = new DenseMap(weight) { NeedsVectors = true }, Bias = Offset(map.Weight, map.Outputs, layer.Bias, (_, place) => shift?[place] ?? 0) };
    }

    private static LinearLayer Convolution(ConvolutionMap map, LinearLayer layer, Weights scale, Weights? shift)
    {
        var (taps, perGroup) = (map.Weight.Shape.From(2).Size, map.Weight.Shape[1]);
        var weight = map.Weight.Select((place, w) => w * scale[Channel(place / (taps * perGroup), place)]);
        return layer with { Map = new ConvolutionMap(weight, map.Geometry), Bias = Offset(map.Weight, map.Outputs, layer.Bias, (output, place) => shift?[Channel(output, place)] ?? 0) };

        int Channel(int output, int place) => output / (map.Outputs / map.Geometry.Groups) * perGroup + place / taps % perGroup;
    }

    /// <summary>b + W shift.</summary>
    private static Weights Offset(Weights weight, int outputs, Weights? bias, Func<int, int, double> shift)
    {
        var perOutput = weight.Count / outputs;
        return Weights.Of(Enumerable.Range(0, outputs).Select(output =>
            (bias?[output] ?? 0) + Enumerable.Range(0, perOutput).Sum(place => weight[output * perOutput + place] * shift(output, place))).ToArray(), [outputs]);
    }

    private static int OutputsOf(LinearMap map) => map switch
    {
        DenseMap dense => dense.Outputs,
        ConvolutionMap convolution => convolution.Outputs,
        TransposedConvolutionMap transposed => transposed.Convolution.Inputs,
        ChannelScaleMap scale => scale.Channels,
        _ => -1,
    };

    private static int? OnlyConsumer(Network network, int index) =>
        network.Outputs.Any(output => output.Node == index) ? null
        : network.Nodes.SelectMany(node => node.Inputs.Where(input => input == index).Select(_ => node.Index)).ToArray() is [var only] ? only : null;

    /// <summary>Puts another layer in the place of one node, and leaves out another.</summary>
    private static Network Replace(Network network, int index, Layer layer, int leftOut)
    {
        var input = network.Nodes[leftOut].Inputs[0];
        ImmutableArray<Node> nodes =
        [
            .. network.Nodes.Where(node => node.Index != leftOut).Select(node => node with
            {
                Index = Moved(node.Index),
                Layer = node.Index == index ? layer : node.Layer,
                Inputs = [.. node.Inputs.Select(place => Moved(place == leftOut ? input : place))],
            }),
        ];
        return new(network.Inputs, nodes, [.. network.Outputs.Select(output => output with { Node = Moved(output.Node == leftOut ? input : output.Node) })]);

        int Moved(int place) => place > leftOut ? place - 1 : place;
    }
}
