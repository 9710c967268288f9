namespace Relevance.Maps;

/// <summary>The transpose of a convolution: the map of a layer that upsamples its input as the gradient of a convolution does.</summary>
/// <param name="Convolution">The convolution, from this map's output to its input; its weights are [inputs, outputs / groups, …].</param>
/// <param name="OutputPadding">The number of additional places at the end of each spatial axis, which the convolution's stride does not reach; at least
/// 0.</param>
public sealed record TransposedConvolutionMap(ConvolutionMap Convolution, Shape OutputPadding) : LinearMap
{
    /// <summary>The number of additional places at the end of each spatial axis.</summary>
    public Shape OutputPadding { get; } = OutputPadding.Rank == Convolution.Axes && OutputPadding.All(places => places >= 0)
        ? OutputPadding
        : throw new ArgumentException($"A transposed convolution over {Convolution.Axes} axes needs that many output paddings, each at least 0, not {OutputPadding}.");

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override Shape OutputOf(Shape input)
    {
        var (map, g) = (Convolution, Convolution.Geometry);
        if (input.Rank != map.Axes + 1 || input[0] != map.Outputs)
            throw new ArgumentException($"A transposed convolution of {map.Outputs} channels over {map.Axes} axes cannot be applied to {input}.");
        long[] lengths = [.. Enumerable.Range(0, map.Axes).Select(axis =>
            (input[axis + 1] - 1L) * g.Stride[axis] + (map.Weight.Shape[axis + 2] - 1L) * g.Dilation[axis] + 1 - g.Before[axis] - g.After[axis] + OutputPadding[axis])];
        if (lengths.Any(length => length <= 0))
            throw new ArgumentException($"Padding leaves nothing of what a transposed convolution makes of {input}.");
        return lengths.All(length => length <= int.MaxValue)
            ? new([map.Inputs, .. lengths.Select(length => (int)length)])
            : throw new ArgumentException($"A transposed convolution makes {string.Join('×', lengths)} of {input}, which is too large.");
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new TransposedConvolutionMap((ConvolutionMap)Convolution.Take(part), OutputPadding);

    /// <inheritdoc/>
    public override LinearMap Replace(Func<Weights, Weights> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new TransposedConvolutionMap((ConvolutionMap)Convolution.Replace(weights), OutputPadding);
    }

    internal override LinearMap Then(ReadOnlySpan<double> factors)
    {
        var g = Convolution.Geometry;
        var each = factors.ToArray();
        var (perKernel, perGroup) = (Convolution.Weight.Shape.From(2).Size, Convolution.Weight.Shape[1]);
        var inputsOfGroup = Convolution.Outputs / g.Groups;
        return new TransposedConvolutionMap(new(Convolution.Weight.Select((place, weight) => weight * each[Channel(place / perKernel)]), g), OutputPadding);

        int Channel(int kernel) => kernel / perGroup / inputsOfGroup * perGroup + kernel % perGroup;
    }

    /// <summary>Writes the channels, the kernel, and the parts of the geometry that are not the default.</summary>
    public override string ToString() => $"{Convolution.Outputs} → {Convolution.Inputs}, {Convolution.Kernel}";
}
