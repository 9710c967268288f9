using System.Numerics;

namespace Relevance.Engine;

/// <summary>Memory for values that goes from plan to plan: however many explainers there are, there is as much of it as threads compute at once.</summary>
internal static class Rooms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Lock Gate = new();
    private static readonly Stack<T[]> Idle = new();

    /// <summary>A pinned array of at least a length, with undefined content.</summary>
    internal static T[] Rent(int length)
    {
        lock (Gate)
        {
            // What is too small for one plan is too small for the next run of it, too.
            while (Idle.TryPop(out var room))
            {
                if (room.Length >= length)
                    return room;
            }
        }
        return GC.AllocateUninitializedArray<T>(length, pinned: true);
    }

    /// <summary>Gives an array back.</summary>
    internal static void Return(T[] room)
    {
        lock (Gate)
        {
            if (Idle.Count < 2 * Environment.ProcessorCount)
                Idle.Push(room);
        }
    }
}
