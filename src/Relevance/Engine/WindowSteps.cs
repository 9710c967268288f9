using System.Numerics;

namespace Relevance.Engine;

/// <summary>Windows of a channel as lists of places, [window][place].</summary>
internal sealed class Rows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Rows((int Place, double Weight)[][] rows, int lanes)
    {
        Starts = [0, .. rows.Select(row => row.Length)];
        for (var i = 1; i < Starts.Length; i++)
            Starts[i] += Starts[i - 1];
        Places = [.. rows.SelectMany(row => row.Select(entry => entry.Place * lanes))];
        Weights = [.. rows.SelectMany(row => row.Select(entry => T.CreateTruncating(entry.Weight)))];
    }

    /// <summary>Where each window begins in the others; one more than windows.</summary>
    internal int[] Starts { get; }

    internal int[] Places { get; }

    internal T[] Weights { get; }

    /// <summary>For each place the windows that it is in.</summary>
    internal static (int Place, double Weight)[][] Transpose((int Place, double Weight)[][] rows, int places)
    {
        var columns = new List<(int, double)>[places];
        for (var place = 0; place < places; place++)
            columns[place] = [];
        foreach (var (window, row) in rows.Index())
        {
            foreach (var (place, weight) in row)
                columns[place].Add((window, weight));
        }
        return [.. columns.Select(column => column.ToArray())];
    }
}

/// <summary>Sums over windows, channel by channel: average pooling, resizing, and their transposes.</summary>
internal sealed unsafe class WindowSumStep<T>(Rows<T> rows, int channels, int inputPlaces, int lanes, Slot input, Slot output) : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Run(Workspace<T> workspace)
    {
        T* x = workspace.At(input), y = workspace.At(output);
        for (var channel = 0; channel < channels; channel++, x += (nint)inputPlaces * lanes)
        {
            var done = 0;
            if (Widths.Has512)
                done = Sum<Lanes512<T>>(x, y, done);
            done = Sum<Lanes256<T>>(x, y, done);
            Sum<OneLane<T>>(x, y, done);
            y += (nint)(rows.Starts.Length - 1) * lanes;
        }
    }

    private int Sum<V>(T* x, T* y, int lane)
        where V : struct, ILanes<V, T>
    {
        fixed (int* places = rows.Places, starts = rows.Starts)
        fixed (T* weights = rows.Weights)
        {
            for (; lane + V.Count <= lanes; lane += V.Count)
            {
                T* from = x + lane, to = y + lane;
                for (var window = 0; window < rows.Starts.Length - 1; window++, to += lanes)
                {
                    var sum = V.Fill(T.Zero);
                    for (var i = starts[window]; i < starts[window + 1]; i++)
                        sum = V.MultiplyAdd(V.Fill(weights[i]), V.Load(from + places[i]), sum);
                    V.Store(sum, to);
                }
            }
        }
        return lane;
    }
}

/// <summary>The largest value of each window, and how a quantity goes back to it.</summary>
internal sealed unsafe class MaximumStep<T>(
    Rows<T> rows, int channels, int inputPlaces, int lanes, Slot input, Slot? quantity, bool sharesTies, Slot output) : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Run(Workspace<T> workspace)
    {
        T* x = workspace.At(input), y = workspace.At(output);
        var q = quantity is { } slot ? workspace.At(slot) : null;
        if (q != null)
            workspace.Span(output).Clear();
        var windows = rows.Starts.Length - 1;
        for (var channel = 0; channel < channels; channel++)
        {
            var done = 0;
            if (Widths.Has512)
                done = Channel<Lanes512<T>>(x, q, y, done);
            done = Channel<Lanes256<T>>(x, q, y, done);
            Channel<OneLane<T>>(x, q, y, done);
            x += (nint)inputPlaces * lanes;
            if (q != null)
                q += (nint)windows * lanes;
            y += (nint)(q != null ? inputPlaces : windows) * lanes;
        }
    }

    private int Channel<V>(T* x, T* q, T* y, int lane)
        where V : struct, ILanes<V, T>
    {
        var (zero, one) = (V.Fill(T.Zero), V.Fill(T.One));
        fixed (int* places = rows.Places, starts = rows.Starts)
        {
            for (; lane + V.Count <= lanes; lane += V.Count)
            {
                for (var window = 0; window < rows.Starts.Length - 1; window++)
                {
                    var (first, end) = (starts[window], starts[window + 1]);
                    var from = x + lane;
                    var largest = V.Fill(T.NegativeInfinity);
                    for (var i = first; i < end; i++)
                    {
                        var value = V.Load(from + places[i]);
                        // What is not a number equals nothing, not even itself, and no window hides it.
                        largest = V.WhereEqual(value, value, V.WhereGreater(value, largest, value, largest), value);
                    }
                    if (q == null)
                    {
                        V.Store(largest, y + (nint)window * lanes + lane);
                        continue;
                    }
                    var share = V.Load(q + (nint)window * lanes + lane);
                    if (sharesTies)
                    {
                        var ties = zero;
                        for (var i = first; i < end; i++)
                            ties = V.Add(ties, V.WhereEqual(V.Load(from + places[i]), largest, one, zero));
                        share = V.Divide(share, ties);
                    }
                    for (var i = first; i < end; i++)
                    {
                        var value = V.Load(from + places[i]);
                        var to = y + lane + places[i];
                        V.Store(V.Add(V.Load(to), V.WhereEqual(value, largest, share, zero)), to);
                        if (!sharesTies)
                            share = V.WhereEqual(value, largest, zero, share);
                    }
                }
            }
        }
        return lane;
    }
}
