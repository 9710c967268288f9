using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>The action of a <see cref="SeparableMap"/> along one axis: the inputs that each output reads, with their weights.</summary>
public abstract record AxisMap
{
    /// <summary>Gets, for an axis of a given length, the places that each output reads, in order, with their weights, none of which is 0.</summary>
    public abstract ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length);
}

/// <summary>Leaves an axis as it is.</summary>
public sealed record SameAxis : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) =>
        [.. Enumerable.Range(0, length).Select(place => ImmutableArray.Create((place, 1.0)))];
}

/// <summary>Windows of equal length at equal distances, as in pooling.</summary>
/// <param name="Length">The places of a window.</param>
/// <param name="Stride">The distance between neighbouring windows.</param>
/// <param name="Before">Padding before the first place.</param>
/// <param name="After">Padding after the last.</param>
/// <param name="Dilation">The distance between neighbouring places of a window.</param>
/// <param name="Ceil">Whether a last window that begins inside the input but ends beyond it is used too.</param>
/// <param name="CountsPadding">Whether a mean also counts the places in the padding.</param>
/// <param name="IsSum">Whether to sum: the weights are 1 instead of one over their number.</param>
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

/// <summary>A given number of windows that divide an axis among themselves, as in adaptive pooling.</summary>
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

/// <summary>Explicitly given places and weights, for one length of the axis only.</summary>
/// <param name="Length">The length of the axis.</param>
/// <param name="Given">The places that each output reads, with their weights.</param>
public sealed record GivenAxis(int Length, ImmutableArray<ImmutableArray<(int Place, double Weight)>> Given) : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) =>
        length == Length ? Given : throw new ArgumentException($"These rows are for an axis of {Length}, not of {length}.");
}
