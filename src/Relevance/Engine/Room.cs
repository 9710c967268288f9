namespace Relevance.Engine;

/// <summary>Hands out places of a region, and takes them back.</summary>
internal sealed class Room(Region region)
{
    /// <summary>Places begin at multiples of this many numbers, a line of the cache.</summary>
    private const int Line = 16;

    private readonly List<Slot> taken = [];

    /// <summary>The numbers that all places together need.</summary>
    internal int Size { get; private set; }

    /// <summary>The first gap that is large enough.</summary>
    internal Slot Take(int length)
    {
        var start = 0;
        var at = 0;
        for (; at < taken.Count && taken[at].Start - start < length; at++)
            start = (taken[at].Start + taken[at].Length + Line - 1) / Line * Line;
        var slot = new Slot(region, start, length);
        taken.Insert(at, slot);
        Size = Math.Max(Size, checked(start + length));
        return slot;
    }

    /// <summary>Makes a place free; does nothing for a place of another region, or one that is free.</summary>
    internal void Free(Slot slot) => taken.Remove(slot);
}
