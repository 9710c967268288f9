using System.Numerics;
using Relevance.Maps;

namespace Relevance;

/// <summary>Images moved by whole pixels.</summary>
internal static class Shifts
{
    /// <summary>Pixel (y, x) goes to (y + down, x + right); what comes in at the border is the background.</summary>
    /// <param name="image">The image, [C, H, W].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="down">How far down.</param>
    /// <param name="right">How far to the right.</param>
    /// <param name="background">What comes in, for each value.</param>
    /// <param name="shifted">Where the values go.</param>
    internal static void Write<T>(ReadOnlySpan<T> image, Shape shape, int down, int right, ReadOnlySpan<T> background, Span<T> shifted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (height, width) = (shape[1], shape[2]);
        background.CopyTo(shifted);
        var (from, to, length) = (Math.Max(0, -right), Math.Max(0, right), width - Math.Abs(right));
        for (var row = 0; row < shape[0] * height && length > 0; row++)
        {
            if (row % height + down is var target && target >= 0 && target < height)
                image.Slice(row * width + from, length).CopyTo(shifted.Slice((row + down) * width + to, length));
        }
    }

    /// <summary>A background as a parameter: a number, or the numbers of the channels in words.</summary>
    internal static object Parameter(ChannelValues background) => background.Single is { } value ? value : $"{background}";
}
