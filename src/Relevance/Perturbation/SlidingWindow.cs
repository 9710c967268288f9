namespace Relevance.Perturbation;

/// <summary>The places of a window along one axis.</summary>
internal sealed class SlidingWindow
{
    private readonly int length, window, stride;
    private readonly bool wraps;

    /// <param name="length">The length of the axis.</param>
    /// <param name="window">The length of the window, at most that of the axis.</param>
    /// <param name="stride">The distance between two places, at most the window.</param>
    /// <param name="wraps">Whether windows begin everywhere and go on at the other side, or the last one is cut off at the border.</param>
    internal SlidingWindow(int length, int window, int stride, bool wraps)
    {
        if (window > length)
            throw new ArgumentException($"The window of {window} pixels is larger than the image of {length}; give a smaller one.");
        (this.length, this.window, this.stride, this.wraps) = (length, window, stride, wraps);
        var last = wraps ? length - 1 : length - window + stride - 1;
        Count = last / stride + 1;
    }

    /// <summary>The number of places.</summary>
    internal int Count { get; }

    /// <summary>The number of pixels that the window covers at a place.</summary>
    internal int Size(int place) => wraps ? window : Math.Min(window, length - place * stride);

    /// <summary>A pixel that the window covers at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="number">The number of the pixel within the window.</param>
    internal int Pixel(int place, int number) => (place * stride + number) % length;

    /// <summary>Copies what the window covers at a place.</summary>
    internal void Copy<T>(int place, ReadOnlySpan<T> from, Span<T> to)
    {
        var (start, size) = (place * stride, Size(place));
        var before = Math.Min(size, length - start);
        from.Slice(start, before).CopyTo(to[start..]);
        from[..(size - before)].CopyTo(to);
    }

    /// <summary>How many places cover each pixel.</summary>
    internal int[] Coverage()
    {
        var covering = new int[length];
        for (var place = 0; place < Count; place++)
        {
            for (var number = 0; number < Size(place); number++)
                covering[Pixel(place, number)]++;
        }
        return covering;
    }
}
