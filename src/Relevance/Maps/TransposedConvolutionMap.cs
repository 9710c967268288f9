namespace Relevance.Maps;

/// <summary>The transpose of a convolution: a layer that enlarges its input as the gradient of a convolution does.</summary>
/// <param name="Convolution">The convolution, from this map's output to its input; its weights are [inputs, outputs / groups, …].</param>
/// <param name="OutputPadding">Places after the last that the convolution's stride does not reach, for each spatial axis; at least 0.</param>
public sealed record TransposedConvolutionMap(ConvolutionMap Convolution, Shape OutputPadding) : LinearMap
{
    /// <summary>Places after the last, for each spatial axis.</summary>
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

    /// <summary>Channels, kernel and what of the geometry is not plain.</summary>
    public override string ToString() => $"{Convolution.Outputs} → {Convolution.Inputs}, {Convolution.Kernel}";
}
