using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>A convolution over one to three axes: z[o, y] = Σ_i,t w[o, i, t] · a[i, y · stride + t · dilation − before].</summary>
/// <param name="Weight">The weights, [outputs, inputs / groups, …], with one length for each spatial axis.</param>
/// <param name="Geometry">Stride, padding, dilation, groups.</param>
public sealed record ConvolutionMap(Weights Weight, ConvolutionGeometry Geometry) : LinearMap
{
    /// <summary>The weights, [outputs, inputs / groups, …].</summary>
    public Weights Weight { get; } = Require(Weight, Geometry);

    /// <summary>The number of spatial axes, one to three.</summary>
    public int Axes => Weight.Shape.Rank - 2;

    /// <summary>The number of channels of the input.</summary>
    public int Inputs => Weight.Shape[1] * Geometry.Groups;

    /// <summary>The number of channels of the output.</summary>
    public int Outputs => Weight.Shape[0];

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override Shape OutputOf(Shape input)
    {
        if (input.Rank != Axes + 1 || input[0] != Inputs)
            throw new ArgumentException($"A convolution of {Inputs} channels over {Axes} axes cannot be applied to {input}.");
        return new([Outputs, .. Enumerable.Range(0, Axes).Select(axis => Length(axis, input[axis + 1]))]);
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new ConvolutionMap(Weight.Take(part), Geometry);

    /// <inheritdoc/>
    public override LinearMap Replace(Func<Weights, Weights> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new ConvolutionMap(weights(Weight), Geometry);
    }

    internal override LinearMap? Beside(LinearMap other)
    {
        if (Geometry.Groups != 1)
            return null;
        var (first, second) = (Weight, ((ConvolutionMap)other).Weight);
        var perOutput = first.Count / Outputs;
        var values = new double[2 * first.Count];
        for (var i = 0; i < first.Count; i++)
        {
            var (output, rest) = Math.DivRem(i, perOutput);
            values[2 * output * perOutput + rest] = first[i];
            values[(2 * output + 1) * perOutput + rest] = second[i];
        }
        return new ConvolutionMap(Weights.Of(values, first.Shape.With(1, 2 * first.Shape[1])), Geometry);
    }

    internal override LinearMap Then(ReadOnlySpan<double> factors)
    {
        ImmutableArray<double> each = [.. factors];
        var perOutput = Weight.Count / Outputs;
        return new ConvolutionMap(Weight.Select((place, weight) => weight * each[place / perOutput]), Geometry);
    }

    /// <summary>Writes the channels, the kernel, and the parts of the geometry that are not the default.</summary>
    public override string ToString() => $"{Inputs} → {Outputs}, {Kernel}";

    internal string Kernel
    {
        get
        {
            var g = Geometry;
            var text = $"{Weight.Shape.From(2)}";
            if (g.Stride.Any(s => s != 1)) text += $", stride {g.Stride}";
            if (g.Before.Concat(g.After).Any(p => p != 0))
                text += $", padding {string.Join('×', g.Before.Zip(g.After, (before, after) => before == after ? $"{before}" : $"{before}+{after}"))}";
            if (g.Dilation.Any(d => d != 1)) text += $", dilation {g.Dilation}";
            return g.Groups == 1 ? text : $"{text}, {g.Groups} groups";
        }
    }

    private int Length(int axis, int input)
    {
        var (padded, reach) = WindowLengths.Of(input, Geometry.Before[axis], Geometry.After[axis], Weight.Shape[axis + 2], Geometry.Dilation[axis]);
        return padded >= reach
            ? (padded - reach) / Geometry.Stride[axis] + 1
            : throw new ArgumentException($"A window of {reach} places is longer than the axis of {padded} that it lies over, padding included.");
    }

    private static Weights Require(Weights weight, ConvolutionGeometry geometry)
    {
        var axes = weight.Shape.Rank - 2;
        if (axes is < 1 or > 3)
            throw new ArgumentException($"A convolution has weights [outputs, inputs, …] over one to three axes, not {weight.Shape}.");
        Shape[] each = [geometry.Stride, geometry.Before, geometry.After, geometry.Dilation];
        if (each.Any(numbers => numbers.Rank != axes) || geometry.Stride.Any(s => s < 1) || geometry.Dilation.Any(d => d < 1))
            throw new ArgumentException($"A convolution over {axes} axes needs that many strides and dilations, each at least 1, and paddings; given are {geometry}.");
        return geometry.Groups >= 1 && weight.Shape[0] % geometry.Groups == 0
            ? weight
            : throw new ArgumentException($"{weight.Shape[0]} outputs cannot be divided into {geometry.Groups} groups.");
    }
}
