using System.Collections.Concurrent;
using System.Numerics;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>
/// A program made ready for tiles of a number of images: its operations as steps, and where in a workspace each value lies. The images of a tile lie side
/// by side in the innermost axis: value (channel, row, column, image) is at [channel][row][column][image].
/// </summary>
internal sealed class Plan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Step<T>[] steps;
    private readonly Step<T>[] constantSteps;
    private readonly List<(Slot Slot, T[] Values)> constants = [];
    private readonly Dictionary<Value, Slot> slots = [];
    private readonly Dictionary<Value, int> figures = [];
    private readonly ConcurrentBag<Workspace<T>> idle = [];
    private readonly Func<Region, int> sizes;

    internal Plan(Program program, int lanes, ConcurrentDictionary<(Operation, Shape), (Correlation, Packing<T>)> packed)
    {
        (Program, Lanes) = (program, lanes);
        var writer = new PlanWriter<T>(program, lanes, packed);
        writer.Write();
        (steps, constantSteps, slots, figures, constants, sizes) = (writer.Steps, writer.ConstantSteps, writer.Slots, writer.Figures, writer.Constants, writer.SizeOf);
    }

    internal Program Program { get; }

    /// <summary>The images of a tile.</summary>
    internal int Lanes { get; }

    /// <summary>Where a value lies.</summary>
    internal Slot SlotOf(Value value) => slots[value];

    /// <summary>The number of a reduction among the figures; −1 for other values.</summary>
    internal int FigureOf(Value value) => figures.GetValueOrDefault(value, -1);

    /// <summary>Computes all values.</summary>
    internal void Run(Workspace<T> workspace, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            step.Run(workspace);
        }
    }

    /// <summary>A workspace for exclusive use, until it is returned.</summary>
    internal Workspace<T> Rent()
    {
        var workspace = idle.TryTake(out var found) ? found : Create();
        workspace.Enter(sizes(Region.Shared));
        return workspace;
    }

    /// <summary>Gives a workspace back.</summary>
    internal void Return(Workspace<T> workspace)
    {
        workspace.Leave();
        if (idle.Count < 2 * Environment.ProcessorCount)
            idle.Add(workspace);
    }

    private Workspace<T> Create()
    {
        var workspace = new Workspace<T>(sizes(Region.Kept), figures.Count * Lanes);
        foreach (var (slot, values) in constants)
        {
            var span = workspace.Span(slot);
            for (var i = 0; i < values.Length; i++)
                span.Slice(i * Lanes, Lanes).Fill(values[i]);
        }
        workspace.Enter(sizes(Region.Shared));
        foreach (var step in constantSteps)
            step.Run(workspace);
        workspace.Leave();
        return workspace;
    }
}
