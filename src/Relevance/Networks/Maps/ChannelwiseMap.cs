using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A factor and an offset for each channel: z_c = w_c a_c + b_c, at every place alike. What batch normalisation is once training is over.</summary>
public sealed class ChannelwiseMap : LinearMap
{
    private readonly Tensor? shift;

    /// <summary>Makes the map from snapshots of its parameters.</summary>
    /// <param name="scale">w, [channels]; the channels are the axis after the batch.</param>
    /// <param name="shift">b, [channels], or null.</param>
    public ChannelwiseMap(Tensor scale, Tensor? shift)
    {
        Scale = Own(scale);
        this.shift = shift is null ? null : Own(shift);
    }

    /// <summary>w, [channels].</summary>
    internal Tensor Scale { get; }

    /// <summary>b, [channels]; zeros where there is none.</summary>
    internal Tensor Shift => shift ?? zeros_like(Scale);

    internal long Channels => Scale.shape[0];

    /// <inheritdoc/>
    public override bool HasBias => shift is not null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        using var scope = NewDisposeScope();
        var product = input * Along(Scale, (int)input.dim());
        return (shift is null ? product : product.Increase(Along(shift, (int)input.dim()))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        return (output * Along(Scale, inputShape.Length)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part)
    {
        using var scope = NewDisposeScope();
        return new ChannelwiseMap(part.Of(Scale), null);
    }

    internal override LinearMap Replace(Func<Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        return new ChannelwiseMap(replace(Scale), shift is null ? null : replace(shift));
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => shift is null ? null : Along(shift, outputRank);

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new ChannelwiseMap(Scale.to(type), shift?.to(type));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}";

    internal override LinearMap Before(ChannelwiseMap next)
    {
        using var scope = NewDisposeScope();
        return new ChannelwiseMap(Scale * next.Scale, (Shift * next.Scale).Plus(next.Shift));
    }

    private static Tensor Along(Tensor values, int rank) => values.view([-1, .. Enumerable.Repeat(1L, rank - 2)]);
}
