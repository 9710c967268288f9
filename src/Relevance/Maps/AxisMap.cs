using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>What a <see cref="SeparableMap"/> does along one axis: which inputs each output reads, with which weights.</summary>
public abstract record AxisMap
{
    /// <summary>The outputs of an axis of a given length, each with the places that it reads, in order, and their weights, none of which is 0.</summary>
    public abstract ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length);
}

/// <summary>Leaves an axis as it is.</summary>
public sealed record SameAxis : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) =>
        [.. Enumerable.Range(0, length).Select(place => ImmutableArray.Create((place, 1.0)))];
}

/// <summary>Windows of one length at equal distances: pooling.</summary>
/// <param name="Length">The places of a window.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Before">Padding before the first place.</param>
/// <param name="After">Padding after the last.</param>
/// <param name="Dilation">The distance of neighbouring places of a window.</param>
/// <param name="Ceil">Whether a window counts that begins inside the input and ends beyond it.</param>
/// <param name="CountsPadding">Whether a mean divides by the places in the padding too.</param>
/// <param name="IsSum">Whether the weights are 1 instead of one over their number.</param>
public sealed record WindowAxis(
    int Length, int Stride, int Before = 0, int After = 0, int Dilation = 1, bool Ceil = false, bool CountsPadding = true, bool IsSum = false) : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length)
    {
        if (Length < 1 || Stride < 1 || Dilation < 1)
            throw new ArgumentException($"Length, stride and dilation of a window must be at least 1; given are {Length}, {Stride} and {Dilation}.");
        var (padded, reach) = WindowLengths.Of(length, Before, After, Length, Dilation);
        // With ceil the first window may reach beyond the end, as later ones do.
        if (padded + (Ceil ? Stride - 1 : 0) < reach)
            throw new ArgumentException($"A window of {reach} places is longer than the axis of {padded} that it lies over, padding included.");
        var count = (padded - reach + (Ceil ? Stride - 1 : 0)) / Stride + 1;
        // The last window begins inside the input or the padding before it.
        while (Ceil && (count - 1) * Stride >= length + Before)
            count--;
        return [.. Enumerable.Range(0, count).Select(Window)];

        ImmutableArray<(int Place, double Weight)> Window(int index)
        {
            var first = index * Stride - Before;
            int[] places = [.. Enumerable.Range(0, Length).Select(i => first + i * Dilation)];
            // With ceil a window may reach beyond the padding, which counts in no mean.
            var counted = places.Count(place => CountsPadding ? place < length + After : place >= 0 && place < length);
            return [.. places.Where(place => place >= 0 && place < length).Select(place => (place, IsSum ? 1.0 : 1.0 / counted))];
        }
    }
}

/// <summary>A given number of windows that share an axis out among themselves: adaptive pooling.</summary>
/// <param name="Outputs">The number of windows.</param>
public sealed record AdaptiveAxis(int Outputs) : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) => [.. Enumerable.Range(0, Outputs).Select(index =>
    {
        var (first, end) = ((int)((long)index * length / Outputs), (int)(((index + 1L) * length + Outputs - 1) / Outputs));
        return Enumerable.Range(first, end - first).Select(place => (place, 1.0 / (end - first))).ToImmutableArray();
    })];
}

/// <summary>Given rows, for one length only.</summary>
/// <param name="Length">The length of the axis.</param>
/// <param name="Given">The rows.</param>
public sealed record GivenAxis(int Length, ImmutableArray<ImmutableArray<(int Place, double Weight)>> Given) : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) =>
        length == Length ? Given : throw new ArgumentException($"These rows are for an axis of {Length}, not of {length}.");
}
