using System.Numerics;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>Copies stretches of places.</summary>
internal sealed unsafe class CopyStep<T> : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(Slot? From, Slot To)> runs = [];

    internal CopyStep((int Input, int Place)[] sources, Slot[] inputs, int lanes, Slot output)
    {
        for (var first = 0; first < sources.Length;)
        {
            var (input, place) = sources[first];
            var end = first + 1;
            while (end < sources.Length && sources[end] == (place < 0 ? sources[first] : (input, place + end - first)))
                end++;
            var length = (end - first) * lanes;
            runs.Add((place < 0 ? null : inputs[input] with { Start = inputs[input].Start + place * lanes, Length = length }, output with { Start = output.Start + first * lanes, Length = length }));
            first = end;
        }
    }

    internal override void Run(Workspace<T> workspace)
    {
        foreach (var (from, to) in runs)
        {
            if (from is { } source)
                workspace.Span(source).CopyTo(workspace.Span(to));
            else
                workspace.Span(to).Clear();
        }
    }
}

/// <summary>A factor for each channel, and a summand.</summary>
internal sealed unsafe class ScaleStep<T>(T[] scales, T[] shifts, Slot input, Slot output) : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Run(Workspace<T> workspace)
    {
        T* x = workspace.At(input), y = workspace.At(output);
        var perChannel = input.Length / scales.Length;
        for (var channel = 0; channel < scales.Length; channel++, x += perChannel, y += perChannel)
        {
            var done = 0;
            if (Widths.Has512)
                done = Channel<Lanes512<T>>(x, y, scales[channel], shifts[channel], done, perChannel);
            done = Channel<Lanes256<T>>(x, y, scales[channel], shifts[channel], done, perChannel);
            Channel<OneLane<T>>(x, y, scales[channel], shifts[channel], done, perChannel);
        }
    }

    private static int Channel<V>(T* x, T* y, T scale, T shift, int p, int length)
        where V : struct, ILanes<V, T>
    {
        var (factor, summand) = (V.Fill(scale), V.Fill(shift));
        for (; p + V.Count <= length; p += V.Count)
            V.Store(V.MultiplyAdd(factor, V.Load(x + p), summand), y + p);
        return p;
    }
}

/// <summary>One number for each image, in float64, place after place.</summary>
internal sealed unsafe class ReduceStep<T>(Reduction reduction, int lanes, Slot input, Slot output, int figure) : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Run(Workspace<T> workspace)
    {
        T* x = workspace.At(input), y = workspace.At(output);
        var results = workspace.Figures.AsSpan(figure * lanes, lanes);
        results.Clear();
        for (var place = 0; place < input.Length; place += lanes)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                var value = double.CreateTruncating(x[place + lane]);
                ref var result = ref results[lane];
                result = reduction switch
                {
                    Reduction.Sum => result + value,
                    Reduction.SumOfMagnitudes => result + Math.Abs(value),
                    Reduction.SumOfSquares => result + value * value,
                    _ => Math.Abs(value) > result ? Math.Abs(value) : result,
                };
            }
        }
        for (var lane = 0; lane < lanes; lane++)
            y[lane] = T.CreateTruncating(results[lane]);
    }
}

/// <summary>Chooses the weights of the explained sum of scores.</summary>
internal sealed unsafe class DirectionStep<T>(int classes, int lanes, Slot input, Slot output) : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Run(Workspace<T> workspace)
    {
        var choose = workspace.Direction ?? throw new InvalidOperationException("The program asks for a direction; none was given.");
        T* x = workspace.At(input), y = workspace.At(output);
        Span<double> scores = new double[classes], direction = new double[classes];
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var k = 0; k < classes; k++)
                scores[k] = double.CreateTruncating(x[k * lanes + lane]);
            direction.Clear();
            choose(lane, scores, direction);
            for (var k = 0; k < classes; k++)
                y[k * lanes + lane] = T.CreateTruncating(direction[k]);
        }
    }
}
