namespace Relevance.Networks.Maps;

/// <summary>How a convolution moves over its input; each list has one entry per spatial axis.</summary>
/// <param name="Stride">The step of the kernel, at least 1.</param>
/// <param name="Padding">The zeros added before the input; and after it, unless <see cref="PaddingAfter"/> says otherwise.</param>
/// <param name="Dilation">The distance between neighbouring kernel elements, at least 1.</param>
/// <param name="Groups">The number of groups of channels that do not mix.</param>
public sealed record ConvolutionGeometry(IReadOnlyList<long> Stride, IReadOnlyList<long> Padding, IReadOnlyList<long> Dilation, long Groups)
{
    /// <summary>The zeros added after the input: padding 'same' of an even kernel adds one more there.</summary>
    public IReadOnlyList<long> PaddingAfter { get; init; } = Padding;
}
