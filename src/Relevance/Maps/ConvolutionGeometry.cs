namespace Relevance.Maps;

/// <summary>How the windows of a convolution lie over its input; one number for each spatial axis.</summary>
/// <param name="Stride">The distance of neighbouring windows, at least 1.</param>
/// <param name="Before">Zeros before the first value; a negative number cuts values off.</param>
/// <param name="After">Zeros after the last; a negative number cuts values off.</param>
/// <param name="Dilation">The distance of neighbouring places of a window, at least 1.</param>
/// <param name="Groups">In how many parts channels are divided that have nothing to do with each other.</param>
public sealed record ConvolutionGeometry(Shape Stride, Shape Before, Shape After, Shape Dilation, int Groups = 1)
{
    /// <summary>Windows at every place inside the input.</summary>
    /// <param name="axes">The number of spatial axes.</param>
    public static ConvolutionGeometry Plain(int axes) => Of(axes);

    /// <summary>The same numbers for every axis.</summary>
    /// <param name="axes">The number of spatial axes, one to three.</param>
    /// <param name="stride">The distance of neighbouring windows.</param>
    /// <param name="padding">Zeros on either side.</param>
    /// <param name="dilation">The distance of neighbouring places of a window.</param>
    /// <param name="groups">The number of groups.</param>
    public static ConvolutionGeometry Of(int axes, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        new(Each(axes, stride), Each(axes, padding), Each(axes, padding), Each(axes, dilation), groups);

    private static Shape Each(int axes, int value) => new([.. Enumerable.Repeat(value, axes)]);
}
