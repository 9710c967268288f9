using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>Where the values come from that surround an axis.</summary>
public enum PaddingMode
{
    /// <summary>From inside, mirrored at the outermost place, which is not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The outermost value: a a | a b c | c c.</summary>
    Replicate,

    /// <summary>From the other end: b c | a b c | a b.</summary>
    Circular,
}

/// <summary>Surrounds an axis with values of its own.</summary>
/// <param name="Mode">Which values.</param>
/// <param name="Before">How many before the first place, at least 0.</param>
/// <param name="After">How many after the last, at least 0.</param>
public sealed record PaddingAxis(PaddingMode Mode, int Before, int After) : AxisMap
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are not as many values as the padding takes.</exception>
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
