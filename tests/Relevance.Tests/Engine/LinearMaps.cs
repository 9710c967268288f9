using System.Runtime.CompilerServices;
using Relevance.Maps;

namespace Relevance.Tests.Engine;

/// <summary>Linear maps as lists of (input place, output place, weight), from their definitions.</summary>
internal static class LinearMaps
{
    private static readonly ConditionalWeakTable<object, (int Input, int Output, double Weight)[]> Known = [];

    /// <summary>W a + b; the connections of a map between two shapes are found once for each key.</summary>
    public static double[] Apply(LinearMap map, Weights? bias, double[] input, Shape from, Shape to, object key)
    {
        var output = new double[to.Size];
        for (var i = 0; bias is not null && i < output.Length; i++)
            output[i] = bias[map is DenseMap ? i % to[to.Rank - 1] : i / to.From(1).Size];
        foreach (var (source, target, weight) in Known.GetValue(key, _ => [.. Connections(map, from, to)]))
            output[target] += weight * input[source];
        return output;
    }

    public static double[] Transpose(LinearMap map, double[] output, Shape to, Shape from, object key)
    {
        var input = new double[from.Size];
        foreach (var (source, target, weight) in Known.GetValue(key, _ => [.. Connections(map, from, to)]))
            input[source] += weight * output[target];
        return input;
    }

    private static IEnumerable<(int Input, int Output, double Weight)> Connections(LinearMap map, Shape from, Shape to) => map switch
    {
        DenseMap dense => Dense(dense, from),
        ChannelScaleMap scale => Enumerable.Range(0, from.Size).Select(place => (place, place, scale.Scale[place / from.From(1).Size])),
        ConvolutionMap convolution => Convolution(convolution, from, to),
        TransposedConvolutionMap transposed => Convolution(transposed.Convolution, to, from).Select(entry => (entry.Output, entry.Input, entry.Weight)),
        SeparableMap separable => Separable(separable, from),
        _ => throw new NotSupportedException(),
    };

    private static IEnumerable<(int, int, double)> Dense(DenseMap map, Shape from)
    {
        for (var row = 0; row < from.Size / map.Inputs; row++)
        {
            for (var o = 0; o < map.Outputs; o++)
            {
                for (var i = 0; i < map.Inputs; i++)
                    yield return (row * map.Inputs + i, row * map.Outputs + o, map.Weight[o * map.Inputs + i]);
            }
        }
    }

    private static IEnumerable<(int Input, int Output, double Weight)> Convolution(ConvolutionMap map, Shape from, Shape to)
    {
        var g = map.Geometry;
        var (perGroup, outputsPerGroup) = (map.Inputs / g.Groups, map.Outputs / g.Groups);
        for (var o = 0; o < map.Outputs; o++)
        {
            for (var i = 0; i < perGroup; i++)
            {
                foreach (var tap in Places.Of(map.Weight.Shape.From(2).Lengths))
                {
                    var weight = map.Weight[Places.Flat([o, i, .. tap], map.Weight.Shape.Lengths)];
                    foreach (var y in Places.Of(to.From(1).Lengths))
                    {
                        int[] at = [o / outputsPerGroup * perGroup + i, .. y.Select((p, axis) => p * g.Stride[axis] + tap[axis] * g.Dilation[axis] - g.Before[axis])];
                        if (Places.Flat(at, from.Lengths) is >= 0 and var source)
                            yield return (source, Places.Flat([o, .. y], to.Lengths), weight);
                    }
                }
            }
        }
    }

    private static IEnumerable<(int, int, double)> Separable(SeparableMap map, Shape from)
    {
        var windows = WindowsOf.Map(map, from);
        var (places, channels) = (from.From(from.Rank - map.Axes).Size, from.Size / from.From(from.Rank - map.Axes).Size);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var window = 0; window < windows.Count; window++)
            {
                foreach (var (place, weight) in windows[window])
                    yield return (channel * places + place, channel * windows.Count + window, map.Part.Of(map.Factor * weight));
            }
        }
    }
}
