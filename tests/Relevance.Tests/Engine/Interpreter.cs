using System.Runtime.CompilerServices;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Tests.Engine;

/// <summary>
/// Programs computed as their operations are defined: one image at a time, value by value in plain loops over float64, every value kept. Shares no code with
/// the engine.
/// </summary>
internal static class Interpreter
{
    /// <summary>All values of a program for one image.</summary>
    public static Dictionary<Value, double[]> Run(Program program, Func<string, double[]> input, Func<double[], double[]>? direction = null)
    {
        var found = new Dictionary<Value, double[]>();
        foreach (var value in program.Values)
        {
            double[][] inputs = [.. value.Inputs.Select(from => found[from])];
            found[value] = value.Operation switch
            {
                InputOperation named => input(named.Name),
                DirectionOperation => direction!(inputs[0]),
                _ => Compute(value, inputs),
            };
            Assert.Equal(value.Shape.Size, found[value].Length);
        }
        return found;
    }

    /// <summary>An operation's result.</summary>
    public static double[] Compute(Value value, double[][] inputs)
    {
        Shape[] shapes = [.. value.Inputs.Select(input => input.Shape)];
        return value.Operation switch
        {
            ConstantOperation constant => constant.Values.ToArray<double>(),
            ReshapeOperation => inputs[0],
            UnaryOperation unary => [.. inputs[0].Select(x => Scalars.Of(unary.Function, x, unary.Parameter))],
            BinaryOperation binary => [.. inputs[0].Zip(inputs[1], (x, y) => Scalars.Of(binary.Function, x, y, binary.Parameter))],
            ReduceOperation reduce => [Reduce(reduce.Reduction, inputs[0])],
            ApplyOperation { Map: var map, Bias: var bias } => LinearMaps.Apply(map, bias, inputs[0], shapes[0], value.Shape, value),
            TransposeOperation { Map: var map } => LinearMaps.Transpose(map, inputs[0], shapes[0], value.Shape, value),
            MaximumOperation { Windows: var windows } => Maxima.Of(windows, inputs[0], shapes[0]),
            LargestOperation largest => Maxima.Back(largest.Windows, largest.SharesTies, inputs[0], inputs[1], shapes[0]),
            CopyOperation copy => Copies.Of(copy, inputs, shapes, value.Shape),
            _ => throw new NotSupportedException(value.Operation.Text),
        };
    }

    private static double Reduce(Reduction reduction, double[] values)
    {
        var result = 0.0;
        foreach (var x in values)
        {
            result = reduction switch
            {
                Reduction.Sum => result + x,
                Reduction.SumOfMagnitudes => result + Math.Abs(x),
                Reduction.SumOfSquares => result + x * x,
                _ => double.IsNaN(x) ? result : Math.Max(result, Math.Abs(x)),
            };
        }
        return result;
    }
}

/// <summary>Indices of arrays of any rank.</summary>
internal static class Places
{
    /// <summary>All places of an array, the last axis running fastest.</summary>
    public static IEnumerable<int[]> Of(IReadOnlyList<int> lengths)
    {
        var count = lengths.Aggregate(1, (product, length) => product * length);
        for (var flat = 0; flat < count; flat++)
        {
            var place = new int[lengths.Count];
            for (var (axis, rest) = (lengths.Count - 1, flat); axis >= 0; axis--)
                (rest, place[axis]) = Math.DivRem(rest, lengths[axis]);
            yield return place;
        }
    }

    /// <summary>Where a place lies in the flattened array; −1 if it lies outside.</summary>
    public static int Flat(IReadOnlyList<int> place, IReadOnlyList<int> lengths)
    {
        var flat = 0;
        for (var axis = 0; axis < lengths.Count; axis++)
        {
            if (place[axis] < 0 || place[axis] >= lengths[axis])
                return -1;
            flat = flat * lengths[axis] + place[axis];
        }
        return flat;
    }
}

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

/// <summary>The windows of poolings, as PyTorch defines them.</summary>
internal static class WindowsOf
{
    /// <summary>For each window of a channel its places and their weights.</summary>
    public static List<List<(int Place, double Weight)>> Map(SeparableMap map, Shape from)
    {
        var lengths = from.Lengths[^map.Axes..];
        var axes = map.Along.Select((axis, i) => Axis(axis, lengths[i])).ToArray();
        return [.. Places.Of([.. axes.Select(axis => axis.Count)]).Select(window =>
            Places.Of([.. axes.Select((axis, i) => axis[window[i]].Count)]).Select(inside => (
                Places.Flat([.. axes.Select((axis, i) => axis[window[i]][inside[i]].Place)], lengths),
                axes.Select((axis, i) => axis[window[i]][inside[i]].Weight).Aggregate(1.0, (product, weight) => product * weight))).ToList())];
    }

    /// <summary>The windows along one axis.</summary>
    public static List<List<(int Place, double Weight)>> Axis(AxisMap axis, int length)
    {
        var windows = new List<List<(int, double)>>();
        switch (axis)
        {
            case SameAxis:
                for (var place = 0; place < length; place++)
                    windows.Add([(place, 1)]);
                break;
            case AdaptiveAxis adaptive:
                for (var o = 0; o < adaptive.Outputs; o++)
                {
                    var first = (int)Math.Floor((double)o * length / adaptive.Outputs);
                    var end = (int)Math.Ceiling((o + 1.0) * length / adaptive.Outputs);
                    windows.Add([.. Enumerable.Range(first, end - first).Select(place => (place, 1.0 / (end - first)))]);
                }
                break;
            case GivenAxis given:
                windows.AddRange(given.Given.Select(row => row.ToList()));
                break;
            case WindowAxis w:
                var reach = (w.Length - 1) * w.Dilation + 1;
                for (var first = -w.Before; ; first += w.Stride)
                {
                    // With ceil a window counts that begins inside and ends beyond the padding, if the one before does not end at it.
                    var fits = first + reach <= length + w.After;
                    if (w.Ceil ? first >= length || (!fits && first - w.Stride + reach >= length + w.After) : !fits)
                        break;
                    var window = new List<(int, double)>();
                    var (inside, padded) = (0, 0);
                    for (var t = 0; t < w.Length; t++)
                    {
                        var place = first + t * w.Dilation;
                        inside += place >= 0 && place < length ? 1 : 0;
                        padded += place < length + w.After ? 1 : 0;
                        if (place >= 0 && place < length)
                            window.Add((place, 0));
                    }
                    windows.Add([.. window.Select(entry => (entry.Item1, w.IsSum ? 1.0 : 1.0 / (w.CountsPadding ? padded : inside)))]);
                }
                break;
            default:
                throw new NotSupportedException();
        }
        return windows;
    }
}

/// <summary>The largest values of windows.</summary>
internal static class Maxima
{
    public static double[] Of(SeparableMap map, double[] input, Shape from) =>
        [.. Windows(map, from).Select(window => window.Count == 0 ? double.NegativeInfinity : window.Max(place => input[place]))];

    public static double[] Back(SeparableMap map, bool sharesTies, double[] input, double[] quantity, Shape from)
    {
        var back = new double[input.Length];
        foreach (var (i, window) in Windows(map, from).Index())
        {
            var largest = window.Count == 0 ? 0 : window.Max(place => input[place]);
            int[] ties = [.. window.Where(place => input[place] == largest)];
            foreach (var place in sharesTies ? ties : ties[..Math.Min(1, ties.Length)])
                back[place] += sharesTies ? quantity[i] / ties.Length : quantity[i];
        }
        return back;
    }

    private static IEnumerable<List<int>> Windows(SeparableMap map, Shape from)
    {
        var windows = WindowsOf.Map(map, from);
        var places = from.From(from.Rank - map.Axes).Size;
        for (var channel = 0; channel < from.Size / places; channel++)
        {
            foreach (var window in windows)
                yield return [.. window.Select(entry => channel * places + entry.Place)];
        }
    }
}

/// <summary>Operations that copy.</summary>
internal static class Copies
{
    public static double[] Of(CopyOperation operation, double[][] inputs, Shape[] shapes, Shape to) => [.. Places.Of(to.Lengths).Select(place =>
    {
        var input = 0;
        int[] at = [.. place];
        switch (operation)
        {
            case ConcatenateOperation concatenate:
                for (; at[concatenate.Axis] >= shapes[input][concatenate.Axis]; input++)
                    at[concatenate.Axis] -= shapes[input][concatenate.Axis];
                break;
            case SliceOperation slice:
                at[slice.Axis] += slice.Start;
                break;
            case PadOperation pad:
                for (var axis = 0; axis < at.Length; axis++)
                    at[axis] -= pad.Before[axis];
                break;
            case BroadcastOperation:
                for (var axis = 0; axis < at.Length; axis++)
                    at[axis] = Math.Min(at[axis], shapes[0][axis] - 1);
                break;
            case PermuteOperation permute:
                for (var axis = 0; axis < at.Length; axis++)
                    at[permute.Axes[axis]] = place[axis];
                break;
            default:
                throw new NotSupportedException();
        }
        return Places.Flat(at, shapes[input].Lengths) is >= 0 and var source ? inputs[input][source] : 0;
    })];
}
