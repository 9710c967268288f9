using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>Blocks of the <see cref="Kernel"/> for what is left of a row: one vector for each row of a block. Each returns how many places it has computed.</summary>
internal static unsafe class NarrowBlocks
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows6x1<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + V.Count <= length; p += V.Count)
        {
            V s00 = V.Fill(b[0]);
            V s10 = V.Fill(b[1]);
            V s20 = V.Fill(b[2]);
            V s30 = V.Fill(b[3]);
            V s40 = V.Fill(b[4]);
            V s50 = V.Fill(b[5]);
            var weights = w;
            for (var k = 0; k < count; k++, weights += 6)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place);
                s00 = V.MultiplyAdd(V.Fill(weights[0]), x0, s00);
                s10 = V.MultiplyAdd(V.Fill(weights[1]), x0, s10);
                s20 = V.MultiplyAdd(V.Fill(weights[2]), x0, s20);
                s30 = V.MultiplyAdd(V.Fill(weights[3]), x0, s30);
                s40 = V.MultiplyAdd(V.Fill(weights[4]), x0, s40);
                s50 = V.MultiplyAdd(V.Fill(weights[5]), x0, s50);
            }
            var row = y + p;
            V.Store(s00, row);
            row += stride;
            V.Store(s10, row);
            row += stride;
            V.Store(s20, row);
            row += stride;
            V.Store(s30, row);
            row += stride;
            V.Store(s40, row);
            row += stride;
            V.Store(s50, row);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows4x1<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + V.Count <= length; p += V.Count)
        {
            V s00 = V.Fill(b[0]);
            V s10 = V.Fill(b[1]);
            V s20 = V.Fill(b[2]);
            V s30 = V.Fill(b[3]);
            var weights = w;
            for (var k = 0; k < count; k++, weights += 4)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place);
                s00 = V.MultiplyAdd(V.Fill(weights[0]), x0, s00);
                s10 = V.MultiplyAdd(V.Fill(weights[1]), x0, s10);
                s20 = V.MultiplyAdd(V.Fill(weights[2]), x0, s20);
                s30 = V.MultiplyAdd(V.Fill(weights[3]), x0, s30);
            }
            var row = y + p;
            V.Store(s00, row);
            row += stride;
            V.Store(s10, row);
            row += stride;
            V.Store(s20, row);
            row += stride;
            V.Store(s30, row);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows3x1<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + V.Count <= length; p += V.Count)
        {
            V s00 = V.Fill(b[0]);
            V s10 = V.Fill(b[1]);
            V s20 = V.Fill(b[2]);
            var weights = w;
            for (var k = 0; k < count; k++, weights += 3)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place);
                s00 = V.MultiplyAdd(V.Fill(weights[0]), x0, s00);
                s10 = V.MultiplyAdd(V.Fill(weights[1]), x0, s10);
                s20 = V.MultiplyAdd(V.Fill(weights[2]), x0, s20);
            }
            var row = y + p;
            V.Store(s00, row);
            row += stride;
            V.Store(s10, row);
            row += stride;
            V.Store(s20, row);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows2x1<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + V.Count <= length; p += V.Count)
        {
            V s00 = V.Fill(b[0]);
            V s10 = V.Fill(b[1]);
            var weights = w;
            for (var k = 0; k < count; k++, weights += 2)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place);
                s00 = V.MultiplyAdd(V.Fill(weights[0]), x0, s00);
                s10 = V.MultiplyAdd(V.Fill(weights[1]), x0, s10);
            }
            var row = y + p;
            V.Store(s00, row);
            row += stride;
            V.Store(s10, row);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows1x1<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + V.Count <= length; p += V.Count)
        {
            V s00 = V.Fill(b[0]);
            var weights = w;
            for (var k = 0; k < count; k++, weights++)
            {
                var place = x + offsets[k] + p;
                s00 = V.MultiplyAdd(V.Fill(*weights), V.Load(place), s00);
            }
            var row = y + p;
            V.Store(s00, row);
        }
        return p;
    }
}
