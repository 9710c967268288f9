using Relevance.Maps;

namespace Relevance.Tests.Support;

/// <summary>The matrices of linear maps, by loops over their geometry.</summary>
internal static class NaiveMap
{
    /// <summary>Output k reads input j with a weight.</summary>
    internal readonly record struct Entry(int Output, int Input, double Weight);

    /// <summary>All connections of a map, for inputs of a shape.</summary>
    public static IEnumerable<Entry> Entries(LinearMap map, Shape input) => map switch
    {
        DenseMap dense => Dense(dense, input),
        ConvolutionMap convolution => Convolution(convolution, input, convolution.OutputOf(input)),
        TransposedConvolutionMap transposed => Convolution(transposed.Convolution, transposed.OutputOf(input), input)
            .Select(entry => new Entry(entry.Input, entry.Output, entry.Weight)),
        ChannelScaleMap scale => Enumerable.Range(0, input.Size).Select(place => new Entry(place, place, scale.Scale[place / input.From(1).Size])),
        SeparableMap separable => Separable(separable, input),
        _ => throw new ArgumentException($"There are no loops for {map}."),
    };

    /// <summary>The channel of each output, to which a bias belongs.</summary>
    public static IEnumerable<int> Channels(LinearMap map, Shape output) =>
        Enumerable.Range(0, output.Size).Select(place => map is DenseMap ? place % output[output.Rank - 1] : place / output.From(1).Size);

    private static IEnumerable<Entry> Dense(DenseMap map, Shape input)
    {
        for (var vector = 0; vector < input.Size / map.Inputs; vector++)
        {
            for (var k = 0; k < map.Outputs; k++)
            {
                for (var j = 0; j < map.Inputs; j++)
                    yield return new(vector * map.Outputs + k, vector * map.Inputs + j, map.Weight[k * map.Inputs + j]);
            }
        }
    }

    private static IEnumerable<Entry> Convolution(ConvolutionMap map, Shape input, Shape output)
    {
        var (kernel, g) = (map.Weight.Shape.From(2), map.Geometry);
        var (inputsOfGroup, outputsOfGroup) = (map.Inputs / g.Groups, map.Outputs / g.Groups);
        for (var o = 0; o < map.Outputs; o++)
        {
            for (var i = 0; i < inputsOfGroup; i++)
            {
                foreach (var y in Places(output.From(1)))
                {
                    foreach (var t in Places(kernel))
                    {
                        int[] place = [.. y.Select((at, axis) => at * g.Stride[axis] + t[axis] * g.Dilation[axis] - g.Before[axis])];
                        if (place.Where((at, axis) => at < 0 || at >= input[axis + 1]).Any())
                            continue;
                        var channel = o / outputsOfGroup * inputsOfGroup + i;
                        yield return new(Index([o, .. y], output), Index([channel, .. place], input), map.Weight[Index([o, i, .. t], map.Weight.Shape)]);
                    }
                }
            }
        }
    }

    private static IEnumerable<Entry> Separable(SeparableMap map, Shape input)
    {
        var output = map.OutputOf(input);
        var channels = input.Rank - map.Axes;
        foreach (var y in Places(output))
        {
            IEnumerable<(int[] Place, double Weight)> read = [([.. y.Take(channels)], map.Factor)];
            for (var axis = 0; axis < map.Axes; axis++)
            {
                var row = map.Along[axis].Rows(input[channels + axis])[y[channels + axis]];
                read = [.. read.SelectMany(before => row.Select(entry => ((int[])[.. before.Place, entry.Place], before.Weight * entry.Weight)))];
            }
            foreach (var (place, weight) in read)
                yield return new(Index(y, output), Index(place, input), weight);
        }
    }

    private static IEnumerable<int[]> Places(Shape shape)
    {
        for (var index = 0; index < shape.Size; index++)
        {
            var place = new int[shape.Rank];
            for (int axis = shape.Rank - 1, rest = index; axis >= 0; rest /= shape[axis], axis--)
                place[axis] = rest % shape[axis];
            yield return place;
        }
    }

    private static int Index(int[] place, Shape shape) => place.Zip(shape).Aggregate(0, (index, axis) => index * axis.Second + axis.First);
}
