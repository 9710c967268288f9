using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>The places of a window along one axis.</summary>
internal sealed class SlidingWindow
{
    private readonly bool[][] covers;

    /// <param name="length">The length of the axis.</param>
    /// <param name="window">The length of the window, at most that of the axis.</param>
    /// <param name="stride">The distance between two places, at most the window.</param>
    /// <param name="wraps">Whether windows begin everywhere and go on at the other side, or the last one is cut off at the border.</param>
    internal SlidingWindow(long length, int window, int stride, bool wraps)
    {
        if (window > length)
            throw new ArgumentException($"The window of {window} pixels is larger than the image of {length}; give a smaller one.");
        var last = wraps ? length - 1 : length - window + stride - 1;
        covers = [.. Enumerable.Range(0, (int)last / stride + 1).Select(place => Enumerable.Range(0, (int)length)
            .Select(pixel => (pixel - place * stride + length) % length < window && (wraps || pixel >= place * stride)).ToArray())];
    }

    /// <summary>The number of places.</summary>
    internal int Count => covers.Length;

    /// <summary>Whether the window at each of some places covers each pixel, 1 or 0: [places, length].</summary>
    internal Tensor At(IReadOnlyList<int> places)
    {
        var length = covers[0].Length;
        var values = new double[places.Count, length];
        for (var row = 0; row < places.Count; row++)
        {
            for (var pixel = 0; pixel < length; pixel++)
                values[row, pixel] = covers[places[row]][pixel] ? 1 : 0;
        }
        return tensor(values);
    }

    /// <summary>The same for all places.</summary>
    internal Tensor Everywhere() => At([.. Enumerable.Range(0, Count)]);
}
