using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>The source of the values that padding adds at the ends of an axis.</summary>
public enum PaddingMode
{
    /// <summary>The values inside, mirrored at the outermost value, which is not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The outermost value, repeated: a a | a b c | c c.</summary>
    Replicate,

    /// <summary>The values at the other end of the axis: b c | a b c | a b.</summary>
    Circular,
}

/// <summary>Pads an axis with its own values.</summary>
/// <param name="Mode">The source of the values.</param>
/// <param name="Before">The number of values before the first place, at least 0.</param>
/// <param name="After">The number of values after the last place, at least 0.</param>
public sealed record PaddingAxis(PaddingMode Mode, int Before, int After) : AxisMap
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The axis has fewer values than the padding needs.</exception>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length)
    {
        var most = Mode switch { PaddingMode.Reflect => length - 1, PaddingMode.Circular => length, _ => int.MaxValue };
        if (Before < 0 || After < 0 || Before > most || After > most || length == 0)
            throw new ArgumentException($"An axis of {length} cannot be padded by {Before} and {After} places in mode {Mode.ToString().ToLowerInvariant()}.");
        return [.. Enumerable.Range(-Before, Before + length + After).Select(place => ImmutableArray.Create((Source(place), 1.0)))];

        int Source(int place) => Mode switch
        {
            PaddingMode.Reflect => place < 0 ? -place : place >= length ? 2 * (length - 1) - place : place,
            PaddingMode.Replicate => Math.Clamp(place, 0, length - 1),
            _ => (place + length) % length,
        };
    }
}
