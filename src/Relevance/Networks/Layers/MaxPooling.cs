using System.Collections.Concurrent;
using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Takes the largest value of each window of the last axes, of any stride, padding and dilation, or of adaptive windows.</summary>
/// <param name="kind">The kind of layer, such as <c>MaxPool2d</c>.</param>
/// <param name="windows">A map of which a unit's connections are its window; their weights play no part.</param>
public sealed class MaxPooling(string kind, SeparableMap windows) : UnaryLayer
{
    private readonly ConcurrentDictionary<string, Windows> cache = new();

    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Details => windows.ToString();

    /// <summary>The mean of the same windows.</summary>
    internal SeparableMap Mean { get; } = windows.Mean();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (values, shape) = Gather(input);
        return values.amax([-2]).view([.. input.shape[..^windows.Axes], .. shape.OutputShape]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Of several largest values the first counts, row by row, as in PyTorch.</remarks>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) => HandBack(input, output, (largest, shape) =>
    {
        // The greatest rank marks the first. (argmax would say the same, ten times as slowly.)
        var ranks = largest * shape.Ranks.to(largest.dtype);
        return (ranks == ranks.amax([-2], keepdim: true)).to(largest.dtype) * gradient.flatten(-windows.Axes).unsqueeze(-2);
    });

    /// <summary>Hands a quantity at the output to the largest values of each window, in equal parts.</summary>
    internal Tensor ShareAmongLargest(Tensor input, Tensor output, Tensor quantity) => HandBack(input, output, (largest, _) =>
        largest * (quantity.flatten(-windows.Axes) / largest.sum(-2)).unsqueeze(-2));

    /// <inheritdoc/>
    public override Layer To(ScalarType type) => this;

    /// <summary>Adds up, for each input, its shares in the windows that it is in.</summary>
    private Tensor HandBack(Tensor input, Tensor output, Func<Tensor, Windows, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        var (values, shape) = Gather(input);
        var largest = (values == output.flatten(-windows.Axes).unsqueeze(-2)).to(output.dtype);
        long[] channels = input.shape[..^windows.Axes];
        return zeros([.. channels, shape.Inputs + 1], output.dtype, output.device)
            .scatter_add_(-1, shape.Places.expand([.. channels, -1]), shares(largest, shape).flatten(-2))
            .narrow(-1, 0, shape.Inputs).reshape(input.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The values of each window, [… , window, units]; −∞ where a window is smaller than the largest.</summary>
    private (Tensor Values, Windows Shape) Gather(Tensor input)
    {
        var shape = input.shape[^windows.Axes..];
        var found = cache.GetOrAdd(string.Join('×', shape), _ => Windows.Of(windows, shape));
        var beyond = full([.. input.shape[..^windows.Axes], 1], Scalars.Of(double.NegativeInfinity), input.dtype, input.device);
        var values = cat([input.flatten(-windows.Axes), beyond], -1).index_select(-1, found.Places);
        return (values.view([.. values.shape[..^1], found.Size, -1]), found);
    }

    /// <summary>The windows over an input of one shape.</summary>
    /// <param name="Places">[window · units]: the place of each value in the flattened input; the number of inputs where there is none.</param>
    /// <param name="Size">The values of the largest window.</param>
    /// <param name="Inputs">The number of inputs of a channel.</param>
    /// <param name="OutputShape">The spatial shape of the output.</param>
    /// <param name="Ranks">[window, 1]: the number of values of the largest window, one less, and so on down to 1.</param>
    private sealed record Windows(Tensor Places, Tensor Ranks, long Size, long Inputs, long[] OutputShape)
    {
        internal static Windows Of(SeparableMap map, long[] shape)
        {
            // units × places within the window, beginning with one unit with one place and multiplied by each axis.
            long[][] units = [[0L]];
            var lengths = new long[shape.Length];
            for (var axis = 0; axis < shape.Length; axis++)
            {
                var length = shape[axis];
                var along = map.Connections(axis, length);
                lengths[axis] = along.Length;
                units = [.. units.SelectMany(unit => along.Select(window => unit.SelectMany(place => window.Select(step => place * length + step)).ToArray()))];
            }
            var inputs = shape.Aggregate(1L, (product, length) => product * length);
            var size = units.Max(unit => unit.Length);
            var places = Enumerable.Range(0, size).SelectMany(i => units.Select(unit => i < unit.Length ? unit[i] : inputs));
            using var nothing = no_grad();
            var ranks = tensor(Enumerable.Range(0, size).Select(i => size - i).ToArray()).unsqueeze(1);
            return new Windows(tensor(places.ToArray()).DetachFromDisposeScope(), ranks.DetachFromDisposeScope(), size, inputs, lengths);
        }
    }
}
