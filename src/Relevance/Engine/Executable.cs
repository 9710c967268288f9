using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>Chooses the weights of the explained sum of scores for one image.</summary>
/// <param name="image">The index of the image among those that are computed.</param>
/// <param name="scores">Its scores.</param>
/// <param name="direction">The weights of the scores to write; 0 at first.</param>
public delegate void ChooseDirection(int image, ReadOnlySpan<double> scores, Span<double> direction);

/// <summary>
/// A program that is ready to run in one type of numbers. An image's results have the same bits whatever images it is computed with, on any number of
/// threads and any processor. Safe to use from several threads.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Executable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The images of a full tile: a vector of the widest processors in float32.</summary>
    internal const int TileSize = 16;

    /// <summary>From so many images on, a tile that is not full is faster than images one by one.</summary>
    private const int FewestForTile = 4;

    /// <summary>
    /// The largest value of a tile, in numbers. Beyond it a tile is in no cache, takes the room of sixteen images whatever the batch, and the rows of one image
    /// fill the vectors anyway.
    /// </summary>
    private const int LargestTile = 1 << 22;

    private readonly ConcurrentDictionary<(Operation, Shape), (Correlation, Packing<T>)> packed = new();
    private readonly Lazy<Plan<T>> single, tiled;
    private readonly Value[] inputs;
    private readonly bool fitsTile;

    internal Executable(Program program)
    {
        Program = program;
        inputs = [.. program.Values.Where(value => value.Operation is InputOperation)];
        fitsTile = program.Values.Max(value => value.Shape.Size) <= LargestTile / TileSize;
        (single, tiled) = (new(() => new(program, 1, packed)), new(() => new(program, TileSize, packed)));
    }

    /// <summary>The program.</summary>
    internal Program Program { get; }

    /// <summary>Runs the program for some images on the current thread.</summary>
    /// <param name="given">For each of the program's inputs the values of all images, one after the other.</param>
    /// <param name="count">How many images there are.</param>
    /// <param name="direction">Chooses directions, for programs that ask for one.</param>
    /// <param name="results">For each of the program's outputs where the values of all images go.</param>
    /// <param name="cancellation">Ends the computation between two operations.</param>
    internal void Run(
        IReadOnlyList<Tensor<T>> given, int count, ChooseDirection? direction, IReadOnlyList<Result<T>> results, CancellationToken cancellation = default)
    {
        for (var image = 0; image < count;)
        {
            var plan = fitsTile && count - image >= FewestForTile ? tiled.Value : single.Value;
            var number = Math.Min(plan.Lanes, count - image);
            var workspace = plan.Rent();
            try
            {
                RunTile(plan, workspace, given, image, number, direction, results, cancellation);
            }
            finally
            {
                plan.Return(workspace);
            }
            image += number;
        }
    }

    private void RunTile(
        Plan<T> plan, Workspace<T> workspace, IReadOnlyList<Tensor<T>> given, int first, int count, ChooseDirection? direction, IReadOnlyList<Result<T>> results,
        CancellationToken cancellation)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var length = inputs[i].Shape.Size;
            Interleave(given[i].GetSpan([first, .. new nint[given[i].Rank - 1]], count * length), workspace.Span(plan.SlotOf(inputs[i])), length, plan.Lanes);
        }
        workspace.Direction = direction is null ? null : (lane, scores, chosen) =>
        {
            if (lane < count)
                direction(first + lane, scores, chosen);
        };
        plan.Run(workspace, cancellation);
        workspace.Direction = null;
        for (var i = 0; i < results.Count; i++)
        {
            var value = Program.Outputs[i].Value;
            var length = value.Shape.Size;
            if (plan.FigureOf(value) is >= 0 and var figure)
                workspace.Figures.AsSpan(figure * plan.Lanes, count).CopyTo(results[i].Figures.AsSpan(first));
            else
                Separate(workspace.Span(plan.SlotOf(value)), results[i].Values.AsSpan(first * length, count * length), length, plan.Lanes);
        }
    }

    private static void Interleave(ReadOnlySpan<T> images, Span<T> tile, int length, int lanes)
    {
        if (lanes == 1)
        {
            images.CopyTo(tile);
            return;
        }
        var count = images.Length / length;
        for (var place = 0; place < length; place++)
        {
            var row = tile.Slice(place * lanes, lanes);
            for (var lane = 0; lane < count; lane++)
                row[lane] = images[lane * length + place];
            row[count..].Clear();
        }
    }

    private static void Separate(ReadOnlySpan<T> tile, Span<T> images, int length, int lanes)
    {
        if (lanes == 1)
        {
            tile.CopyTo(images);
            return;
        }
        var count = images.Length / length;
        for (var place = 0; place < length; place++)
        {
            var row = tile.Slice(place * lanes, lanes);
            for (var lane = 0; lane < count; lane++)
                images[lane * length + place] = row[lane];
        }
    }
}

/// <summary>Where an output goes: values of the type of the computation, or one number of float64 for each image.</summary>
internal readonly record struct Result<T>(T[] Values, double[] Figures)
{
    /// <summary>Room for an output of some images.</summary>
    internal static Result<T> For(Value output, int images) => output.Operation is ReduceOperation
        ? new([], new double[images])
        : new(new T[checked(output.Shape.Size * images)], []);
}
