using System.Numerics;

namespace Relevance.Engine;

/// <summary>
/// The one kernel behind every linear map with weights: y[m, p] = b[m] + Σ_k w[k, m] · x[offset[k] + p]. k runs over the places of a window in all channels, p over
/// places that lie side by side: columns of one image, images of a tile. Each output is one chain of fused multiply-adds in the order of k, whatever the
/// width of the vectors, so that its bits never depend on it.
/// </summary>
/// <remarks>
/// Registers hold a block of output rows × several vectors of places; each loaded vector meets each weight of the block once. Blocks of few rows use more
/// vectors, so that the processor need not wait for the result of the previous addition.
/// </remarks>
internal static unsafe class Kernel
{
    /// <summary>The sizes of blocks of output rows that there are kernels for, the greatest first.</summary>
    internal static ReadOnlySpan<int> Blocks => [6, 4, 3, 2, 1];

    /// <summary>Computes one block of rows.</summary>
    /// <param name="rows">One of <see cref="Blocks"/>.</param>
    /// <param name="x">The place to which the offsets refer.</param>
    /// <param name="offsets">[count].</param>
    /// <param name="count">The number of products in each sum.</param>
    /// <param name="w">[count, rows].</param>
    /// <param name="b">[rows].</param>
    /// <param name="y">The first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="length">The places of a row.</param>
    internal static void Run<T>(int rows, T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var done = 0;
        if (Widths.Has512 && length >= Lanes512<T>.Count)
            done = Wide<Lanes512<T>, T>(rows, x, offsets, count, w, b, y, stride, length);
        if (length - done >= Lanes256<T>.Count)
            done += Wide<Lanes256<T>, T>(rows, x + done, offsets, count, w, b, y + done, stride, length - done);
        if (length > done)
            Narrow<OneLane<T>, T>(rows, x + done, offsets, count, w, b, y + done, stride, length - done);
    }

    private static int Wide<V, T>(int rows, T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var done = rows switch
        {
            6 => WideBlocks.Rows6x2<V, T>(x, offsets, count, w, b, y, stride, length),
            4 => WideBlocks.Rows4x3<V, T>(x, offsets, count, w, b, y, stride, length),
            3 => WideBlocks.Rows3x4<V, T>(x, offsets, count, w, b, y, stride, length),
            2 => WideBlocks.Rows2x6<V, T>(x, offsets, count, w, b, y, stride, length),
            _ => WideBlocks.Rows1x8<V, T>(x, offsets, count, w, b, y, stride, length),
        };
        return done + Narrow<V, T>(rows, x + done, offsets, count, w, b, y + done, stride, length - done);
    }

    private static int Narrow<V, T>(int rows, T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => rows switch
        {
            6 => NarrowBlocks.Rows6x1<V, T>(x, offsets, count, w, b, y, stride, length),
            4 => NarrowBlocks.Rows4x1<V, T>(x, offsets, count, w, b, y, stride, length),
            3 => NarrowBlocks.Rows3x1<V, T>(x, offsets, count, w, b, y, stride, length),
            2 => NarrowBlocks.Rows2x1<V, T>(x, offsets, count, w, b, y, stride, length),
            _ => NarrowBlocks.Rows1x1<V, T>(x, offsets, count, w, b, y, stride, length),
        };
}
