using System.Numerics;

namespace Relevance.Engine;

/// <summary>Computes a <see cref="Correlation"/> for all images of a tile.</summary>
internal sealed unsafe class CorrelationStep<T> : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Correlation correlation;
    private readonly Packing<T> packing;
    private readonly int lanes;
    private readonly int[] offsets;
    private readonly Slot input, output, prepared, spread;
    private readonly int pitchRows;

    /// <param name="correlation">What is computed.</param>
    /// <param name="packing">Its weights.</param>
    /// <param name="lanes">The images of a tile.</param>
    /// <param name="input">Where the input is.</param>
    /// <param name="output">Where the output goes.</param>
    /// <param name="own">Makes room for what only this step needs.</param>
    internal CorrelationStep(Correlation correlation, Packing<T> packing, int lanes, Slot input, Slot output, Func<int, Slot> own)
    {
        (this.correlation, this.packing, this.lanes, this.input, this.output) = (correlation, packing, lanes, input, output);
        offsets = GC.AllocateUninitializedArray<int>(correlation.Offsets.Length, pinned: true);
        for (var k = 0; k < offsets.Length; k++)
            offsets[k] = correlation.Offsets[k] * lanes;
        prepared = correlation.Prepare is { } prepare ? own(checked(prepare.Channels * prepare.ToStride * lanes)) : input;
        // A single image: rows that are shorter than a few vectors are computed in one stretch with what lies between them, and sorted out afterwards.
        if (lanes == 1 && correlation.Pitch > 0 && correlation.RunLength < 4 * ShortRow)
        {
            pitchRows = correlation.RowsOfPlane;
            spread = own(Kernel.Blocks[0] * pitchRows * correlation.Pitch);
        }
    }

    private static int ShortRow => Vector<T>.Count * 2;

    internal override void Run(Workspace<T> workspace)
    {
        var x = workspace.At(prepared);
        if (correlation.Prepare is { } prepare)
            Copy(prepare, workspace.At(input), x);
        var y = workspace.At(output);
        var count = offsets.Length;
        fixed (T* weights = packing.Weights, biases = packing.Biases)
        fixed (int* places = offsets)
        {
            var w = weights;
            for (var group = 0; group < correlation.Groups; group++)
            {
                var ofGroup = x + (nint)group * correlation.GroupStride * lanes;
                foreach (var (first, rows) in packing.Blocks)
                {
                    var channel = group * correlation.Rows + first;
                    var result = y + (nint)channel * correlation.ChannelStride * lanes;
                    if (pitchRows > 0)
                        RunSpread(workspace, rows, ofGroup, places, w, biases + channel, result);
                    else
                    {
                        foreach (var (from, to) in correlation.Runs)
                        {
                            Kernel.Run(
                                rows, ofGroup + (nint)from * lanes, places, count, w, biases + channel, result + (nint)to * lanes,
                                (nint)correlation.ChannelStride * lanes, correlation.RunLength * lanes);
                        }
                    }
                    w += (nint)count * rows;
                }
            }
        }
    }

    private void RunSpread(Workspace<T> workspace, int rows, T* x, int* places, T* w, T* b, T* y)
    {
        var between = workspace.At(spread);
        var (pitch, rowLength) = (correlation.Pitch, correlation.RunLength);
        var length = (pitchRows - 1) * pitch + rowLength;
        for (var plane = 0; plane < correlation.Runs.Length; plane += pitchRows)
        {
            var (from, to) = correlation.Runs[plane];
            Kernel.Run(rows, x + from, places, offsets.Length, w, b, between, length, length);
            for (var row = 0; row < rows; row++)
            {
                for (var line = 0; line < pitchRows; line++)
                {
                    new ReadOnlySpan<T>(between + (nint)row * length + line * pitch, rowLength)
                        .CopyTo(new Span<T>(y + (nint)row * correlation.ChannelStride + to + line * rowLength, rowLength));
                }
            }
        }
    }

    private void Copy(Rearrangement prepare, T* from, T* to)
    {
        for (var channel = 0; channel < prepare.Channels; channel++)
        {
            foreach (var run in prepare.Runs)
            {
                T* source = from + (nint)run.From * lanes, target = to + (nint)run.To * lanes;
                if (run.Length * lanes == 1)
                    *target = *source;
                else
                    new ReadOnlySpan<T>(source, run.Length * lanes).CopyTo(new Span<T>(target, run.Length * lanes));
            }
            foreach (var gap in prepare.Gaps)
                new Span<T>(to + (nint)gap.To * lanes, gap.Length * lanes).Clear();
            from += (nint)prepare.FromStride * lanes;
            to += (nint)prepare.ToStride * lanes;
        }
    }
}
