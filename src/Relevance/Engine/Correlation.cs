using Relevance.Maps;

namespace Relevance.Engine;

/// <summary>
/// A linear map, or the transpose of one, as what <see cref="Kernel"/> computes: sums over places at fixed distances from a window's first one. Lengths are
/// in places of an image, whatever an image's place among others.
/// </summary>
/// <remarks>
/// A stride becomes windows at neighbouring places by sorting the input into planes, one for each remainder (<see cref="Prepare"/>); the transpose of a
/// convolution is a convolution with turned weights of an input that is spread and surrounded by zeros.
/// </remarks>
internal sealed class Correlation
{
    /// <summary>The groups of channels that have nothing to do with each other.</summary>
    internal int Groups { get; private init; } = 1;

    /// <summary>The output channels of a group.</summary>
    internal required int Rows { get; init; }

    /// <summary>For each product of a sum, the distance of its input from the window's first place.</summary>
    internal required int[] Offsets { get; init; }

    /// <summary>From the inputs of one group to those of the next.</summary>
    internal int GroupStride { get; private init; }

    /// <summary>From one output channel to the next.</summary>
    internal required int ChannelStride { get; init; }

    /// <summary>The stretches of output places that are computed one after the other: where in the input and in the output of a channel.</summary>
    internal required (int Input, int Output)[] Runs { get; init; }

    /// <summary>The places of each of them.</summary>
    internal required int RunLength { get; init; }

    /// <summary>How the input is rearranged before; null where it need not be.</summary>
    internal Rearrangement? Prepare { get; private init; }

    /// <summary>The weight of product k of an output channel.</summary>
    internal required Func<int, int, double> Weight { get; init; }

    /// <summary>From one row of places to the next, where they lie apart in the input; 0 where they do not.</summary>
    internal int Pitch { get; private init; }

    /// <summary>How many runs follow each other at that distance.</summary>
    internal int RowsOfPlane { get; private init; }

    /// <summary>A linear map.</summary>
    internal static Correlation Of(LinearMap map, Shape input) => map switch
    {
        DenseMap dense => Dense(dense, input, dense.Inputs, dense.Outputs, (row, k) => dense.Weight[row * dense.Inputs + k]),
        ConvolutionMap convolution => Forward(convolution, input, map.OutputOf(input)),
        TransposedConvolutionMap transposed => Backward(transposed.Convolution, transposed.OutputOf(input), input),
        _ => throw new NotSupportedException($"{map.GetType().Name} is no correlation."),
    };

    /// <summary>The transpose of a linear map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="input">The shape of the map's input, which the transpose gives.</param>
    internal static Correlation Transposed(LinearMap map, Shape input) => map switch
    {
        DenseMap dense => Dense(dense, map.OutputOf(input), dense.Outputs, dense.Inputs, (row, k) => dense.Weight[k * dense.Inputs + row]),
        ConvolutionMap convolution => Backward(convolution, input, map.OutputOf(input)),
        // Given the shape of the result: with output padding there may be room for windows beyond the last.
        TransposedConvolutionMap transposed => Forward(transposed.Convolution, map.OutputOf(input), input),
        _ => throw new NotSupportedException($"{map.GetType().Name} is no correlation."),
    };

    private static Correlation Dense(DenseMap map, Shape input, int inputs, int outputs, Func<int, int, double> weight) => new()
    {
        Rows = outputs,
        Offsets = [.. Enumerable.Range(0, inputs)],
        ChannelStride = 1,
        Runs = [.. Enumerable.Range(0, input.Size / inputs).Select(row => (row * inputs, row * outputs))],
        RunLength = 1,
        Weight = weight,
    };

    private static Correlation Forward(ConvolutionMap map, Shape input, Shape result)
    {
        var g = map.Geometry;
        var (length, output, kernel) = (Three(input.From(1)), Three(result.From(1)), Three(map.Weight.Shape.From(2)));
        var (before, after, dilation) = (Three(g.Before, 0), Three(g.After, 0), Three(g.Dilation));
        // A single window begins at the first place, whatever the stride, which may be far longer than the input.
        int[] stride = [.. Three(g.Stride).Zip(output, (s, windows) => windows == 1 ? 1 : s)];
        var plain = stride.All(s => s == 1) && before.All(p => p == 0) && after.All(p => p == 0);
        int[] padded = [.. length.Select((n, axis) => n + before[axis] + after[axis])];
        int[] plane = [.. padded.Select((n, axis) => (n + stride[axis] - 1) / stride[axis])];
        var planes = Product(plane) * Product(stride);
        var prepare = plain ? null : Rearrangement.Of(map.Inputs, length, planes, place =>
        {
            // Negative padding cuts places off.
            int[] at = [.. place.Select((p, axis) => p + before[axis])];
            return at.Where((p, axis) => p < 0 || p >= padded[axis]).Any() ? -1 : PlaceOf(at);
        });
        var perGroup = map.Weight.Shape[1];
        var taps = Product(kernel);
        var offsets = new int[perGroup * taps];
        foreach (var (t, tap) in Places(kernel).Index())
        {
            var within = PlaceOf([.. tap.Select((p, axis) => p * dilation[axis])]);
            for (var i = 0; i < perGroup; i++)
                offsets[i * taps + t] = i * planes + within;
        }
        var perOutput = perGroup * taps;
        return Windows(map.Outputs / g.Groups, offsets, plane, output, g.Groups, perGroup * planes, prepare, (row, k) => map.Weight[row * perOutput + k]);

        // Windows at a stride begin at places of one remainder, which lie side by side in a plane.
        int PlaceOf(int[] place)
        {
            var (remainder, within) = (0, 0);
            for (var axis = 0; axis < 3; axis++)
            {
                remainder = remainder * stride[axis] + place[axis] % stride[axis];
                within = within * plane[axis] + place[axis] / stride[axis];
            }
            return remainder * Product(plane) + within;
        }
    }

    private static Correlation Backward(ConvolutionMap map, Shape result, Shape given)
    {
        var g = map.Geometry;
        var (length, from, kernel) = (Three(result.From(1)), Three(given.From(1)), Three(map.Weight.Shape.From(2)));
        var (stride, before, dilation) = (Three(g.Stride), Three(g.Before, 0), Three(g.Dilation));
        int[] reach = [.. kernel.Select((k, axis) => (k - 1) * dilation[axis])];
        int[] spread = [.. length.Select((n, axis) => n + reach[axis])];
        var plain = stride.All(s => s == 1) && spread.SequenceEqual(from) && before.SequenceEqual(reach);
        var prepare = plain ? null : Rearrangement.Of(map.Outputs, from, Product(spread), place =>
        {
            int[] at = [.. place.Select((p, axis) => p * stride[axis] + reach[axis] - before[axis])];
            return at.Where((p, axis) => p < 0 || p >= spread[axis]).Any() ? -1 : Flat(at, spread);
        });
        var (inputs, outputs) = (map.Weight.Shape[1], map.Outputs / g.Groups);
        var taps = Product(kernel);
        var offsets = new int[outputs * taps];
        foreach (var (t, tap) in Places(kernel).Index())
        {
            var within = Flat([.. tap.Select((p, axis) => p * dilation[axis])], spread);
            for (var o = 0; o < outputs; o++)
                offsets[o * taps + t] = o * Product(spread) + within;
        }
        return Windows(inputs, offsets, spread, length, g.Groups, outputs * Product(spread), prepare, (row, k) =>
        {
            var (group, input) = Math.DivRem(row, inputs);
            var (output, tap) = Math.DivRem(k, taps);
            // Turned: the last place of the kernel comes first.
            return map.Weight[((group * outputs + output) * inputs + input) * taps + taps - 1 - tap];
        });
    }

    private static Correlation Windows(
        int rows, int[] offsets, int[] input, int[] output, int groups, int groupStride, Rearrangement? prepare, Func<int, int, double> weight)
    {
        var (perRun, starts) = (output[2], new List<(int, int)>());
        // Rows, and whole planes, that leave no gap between them are one stretch.
        var joinsRows = input[2] == output[2];
        var joinsPlanes = joinsRows && input[1] == output[1];
        if (joinsRows)
            perRun *= output[1];
        if (joinsPlanes)
            perRun *= output[0];
        for (var a = 0; a < (joinsPlanes ? 1 : output[0]); a++)
        {
            for (var b = 0; b < (joinsRows ? 1 : output[1]); b++)
                starts.Add(((a * input[1] + b) * input[2], (a * output[1] + b) * output[2]));
        }
        return new()
        {
            Rows = rows,
            Offsets = offsets,
            Groups = groups,
            GroupStride = groupStride,
            ChannelStride = Product(output),
            Runs = [.. starts],
            RunLength = perRun,
            Prepare = prepare,
            Weight = weight,
            Pitch = joinsRows || output[1] == 1 ? 0 : input[2],
            RowsOfPlane = output[1],
        };
    }

    private static int[] Three(IEnumerable<int> lengths, int missing = 1)
    {
        int[] own = [.. lengths];
        return [.. Enumerable.Repeat(missing, 3 - own.Length), .. own];
    }

    private static int Product(int[] lengths) => Shape.Product(lengths);

    private static int Flat(int[] place, int[] lengths) => (place[0] * lengths[1] + place[1]) * lengths[2] + place[2];

    internal static IEnumerable<int[]> Places(int[] lengths)
    {
        for (var a = 0; a < lengths[0]; a++)
        {
            for (var b = 0; b < lengths[1]; b++)
            {
                for (var c = 0; c < lengths[2]; c++)
                    yield return [a, b, c];
            }
        }
    }
}
