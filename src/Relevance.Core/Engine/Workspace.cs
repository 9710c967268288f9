using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>The parts of a workspace.</summary>
internal enum Region
{
    /// <summary>For values, each as long as it is needed.</summary>
    Shared,

    /// <summary>For what keeps its values from tile to tile: constants, and zeros that surround others.</summary>
    Kept,

    /// <summary>For stretches of values.</summary>
    Stretches,
}

/// <summary>A place in a workspace: where an array of a tile begins, and how many numbers it has.</summary>
internal readonly record struct Slot(Region Region, int Start, int Length);

/// <summary>The memory of one thread that runs a plan, made once and used for tile after tile.</summary>
internal sealed unsafe class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private readonly T[][] memory;
    private readonly nint shared, kept, stretches;

    internal Workspace(Func<Region, int> sizes, int figures)
    {
        memory = [.. Enum.GetValues<Region>().Select(region => GC.AllocateArray<T>(sizes(region) + Alignment / sizeof(T), pinned: true))];
        (shared, kept, stretches) = (Start(Region.Shared), Start(Region.Kept), Start(Region.Stretches));
        Figures = new double[figures];
    }

    /// <summary>One number for each image in float64: the results of reductions, [reduction, lane].</summary>
    internal double[] Figures { get; }

    /// <summary>Chooses the directions of the tile at work.</summary>
    internal TileDirection? Direction { get; set; }

    internal T* At(Slot slot) => (T*)(slot.Region == Region.Shared ? shared : slot.Region == Region.Kept ? kept : stretches) + slot.Start;

    internal Span<T> Span(Slot slot) => new(At(slot), slot.Length);

    private nint Start(Region region) => ((nint)Unsafe.AsPointer(ref memory[(int)region][0]) + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Given the number of an image in the tile and its scores, writes the weights of the explained sum.</summary>
internal delegate void TileDirection(int lane, ReadOnlySpan<double> scores, Span<double> direction);
