namespace Relevance.Networks.Maps;

/// <summary>How a convolution moves over its input; each list has one entry per spatial axis.</summary>
/// <param name="Stride">The step of the kernel, at least 1.</param>
/// <param name="Padding">The zeros added on both sides of the input.</param>
/// <param name="Dilation">The distance between neighbouring kernel elements, at least 1.</param>
/// <param name="Groups">The number of groups of channels that do not mix.</param>
public sealed record ConvolutionGeometry(IReadOnlyList<long> Stride, IReadOnlyList<long> Padding, IReadOnlyList<long> Dilation, long Groups);
