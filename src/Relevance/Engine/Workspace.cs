using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>The parts of a workspace.</summary>
internal enum Region
{
    /// <summary>For values, each as long as it is needed.</summary>
    Shared,

    /// <summary>For constants, which are the same for every tile.</summary>
    Kept,
}

/// <summary>A place in a workspace: where an array of a tile begins, and how many numbers it has.</summary>
internal readonly record struct Slot(Region Region, int Start, int Length);

/// <summary>The memory of one thread that runs a plan: room for values, which serves any plan, and the plan's own constants.</summary>
internal sealed unsafe class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private readonly T[] constants;
    private readonly nint kept;
    private T[] room = [];
    private nint shared;

    internal Workspace(int kept, int figures)
    {
        constants = Allocate(kept);
        this.kept = Start(constants);
        Figures = new double[figures];
    }

    /// <summary>One number for each image in float64: the results of reductions, [reduction, lane].</summary>
    internal double[] Figures { get; }

    /// <summary>Chooses the directions of the tile at work.</summary>
    internal TileDirection? Direction { get; set; }

    internal T* At(Slot slot) => (T*)(slot.Region == Region.Shared ? shared : kept) + slot.Start;

    internal Span<T> Span(Slot slot) => new(At(slot), slot.Length);

    /// <summary>Takes memory for values, with undefined content.</summary>
    internal void Enter(int length)
    {
        room = Rooms<T>.Rent(length + Alignment / sizeof(T));
        shared = Start(room);
    }

    /// <summary>Gives the room back.</summary>
    internal void Leave()
    {
        Rooms<T>.Return(room);
        (room, shared) = ([], 0);
    }

    private static T[] Allocate(int length) => GC.AllocateArray<T>(length + Alignment / sizeof(T), pinned: true);

    private static nint Start(T[] memory) => ((nint)Unsafe.AsPointer(ref memory[0]) + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Given the number of an image in the tile and its scores, writes the weights of the explained sum.</summary>
internal delegate void TileDirection(int lane, ReadOnlySpan<double> scores, Span<double> direction);
