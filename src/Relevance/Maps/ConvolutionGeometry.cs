namespace Relevance.Maps;

/// <summary>The geometry of a convolution: stride, padding, dilation and groups, with one number for each spatial axis.</summary>
/// <param name="Stride">The distance between neighbouring windows, at least 1.</param>
/// <param name="Before">The number of zeros before the first value; if negative, values are cut off.</param>
/// <param name="After">The number of zeros after the last value; if negative, values are cut off.</param>
/// <param name="Dilation">The distance between neighbouring places of a window, at least 1.</param>
/// <param name="Groups">The number of groups into which the channels are divided; outputs of a group read the inputs of that group only.</param>
public sealed record ConvolutionGeometry(Shape Stride, Shape Before, Shape After, Shape Dilation, int Groups = 1)
{
    /// <summary>Creates the geometry with stride and dilation 1, without padding, in one group.</summary>
    /// <param name="axes">The number of spatial axes.</param>
    public static ConvolutionGeometry Plain(int axes) => Of(axes);

    /// <summary>Creates a geometry with the same numbers for every axis.</summary>
    /// <param name="axes">The number of spatial axes, one to three.</param>
    /// <param name="stride">The distance between neighbouring windows.</param>
    /// <param name="padding">The number of zeros on either side.</param>
    /// <param name="dilation">The distance between neighbouring places of a window.</param>
    /// <param name="groups">The number of groups.</param>
    public static ConvolutionGeometry Of(int axes, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        new(Each(axes, stride), Each(axes, padding), Each(axes, padding), Each(axes, dilation), groups);

    private static Shape Each(int axes, int value) => new([.. Enumerable.Repeat(value, axes)]);
}
