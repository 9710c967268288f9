using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>
/// Blocks of the <see cref="Kernel"/> for long rows: as many sums as there are registers, rows × vectors, so that each vector that is loaded and each weight that
/// is spread serves several. Written out, since only local variables live in registers. Each returns how many places it has computed.
/// </summary>
internal static unsafe class WideBlocks
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows6x2<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + 2 * V.Count <= length; p += 2 * V.Count)
        {
            V s00 = V.Fill(b[0]), s01 = s00;
            V s10 = V.Fill(b[1]), s11 = s10;
            V s20 = V.Fill(b[2]), s21 = s20;
            V s30 = V.Fill(b[3]), s31 = s30;
            V s40 = V.Fill(b[4]), s41 = s40;
            V s50 = V.Fill(b[5]), s51 = s50;
            var weights = w;
            for (var k = 0; k < count; k++, weights += 6)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place), x1 = V.Load(place + V.Count);
                V weight = V.Fill(weights[0]);
                s00 = V.MultiplyAdd(weight, x0, s00);
                s01 = V.MultiplyAdd(weight, x1, s01);
                weight = V.Fill(weights[1]);
                s10 = V.MultiplyAdd(weight, x0, s10);
                s11 = V.MultiplyAdd(weight, x1, s11);
                weight = V.Fill(weights[2]);
                s20 = V.MultiplyAdd(weight, x0, s20);
                s21 = V.MultiplyAdd(weight, x1, s21);
                weight = V.Fill(weights[3]);
                s30 = V.MultiplyAdd(weight, x0, s30);
                s31 = V.MultiplyAdd(weight, x1, s31);
                weight = V.Fill(weights[4]);
                s40 = V.MultiplyAdd(weight, x0, s40);
                s41 = V.MultiplyAdd(weight, x1, s41);
                weight = V.Fill(weights[5]);
                s50 = V.MultiplyAdd(weight, x0, s50);
                s51 = V.MultiplyAdd(weight, x1, s51);
            }
            var row = y + p;
            V.Store(s00, row);
            V.Store(s01, row + V.Count);
            row += stride;
            V.Store(s10, row);
            V.Store(s11, row + V.Count);
            row += stride;
            V.Store(s20, row);
            V.Store(s21, row + V.Count);
            row += stride;
            V.Store(s30, row);
            V.Store(s31, row + V.Count);
            row += stride;
            V.Store(s40, row);
            V.Store(s41, row + V.Count);
            row += stride;
            V.Store(s50, row);
            V.Store(s51, row + V.Count);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows4x3<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + 3 * V.Count <= length; p += 3 * V.Count)
        {
            V s00 = V.Fill(b[0]), s01 = s00, s02 = s00;
            V s10 = V.Fill(b[1]), s11 = s10, s12 = s10;
            V s20 = V.Fill(b[2]), s21 = s20, s22 = s20;
            V s30 = V.Fill(b[3]), s31 = s30, s32 = s30;
            var weights = w;
            for (var k = 0; k < count; k++, weights += 4)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place), x1 = V.Load(place + V.Count), x2 = V.Load(place + 2 * V.Count);
                V weight = V.Fill(weights[0]);
                s00 = V.MultiplyAdd(weight, x0, s00);
                s01 = V.MultiplyAdd(weight, x1, s01);
                s02 = V.MultiplyAdd(weight, x2, s02);
                weight = V.Fill(weights[1]);
                s10 = V.MultiplyAdd(weight, x0, s10);
                s11 = V.MultiplyAdd(weight, x1, s11);
                s12 = V.MultiplyAdd(weight, x2, s12);
                weight = V.Fill(weights[2]);
                s20 = V.MultiplyAdd(weight, x0, s20);
                s21 = V.MultiplyAdd(weight, x1, s21);
                s22 = V.MultiplyAdd(weight, x2, s22);
                weight = V.Fill(weights[3]);
                s30 = V.MultiplyAdd(weight, x0, s30);
                s31 = V.MultiplyAdd(weight, x1, s31);
                s32 = V.MultiplyAdd(weight, x2, s32);
            }
            var row = y + p;
            V.Store(s00, row);
            V.Store(s01, row + V.Count);
            V.Store(s02, row + 2 * V.Count);
            row += stride;
            V.Store(s10, row);
            V.Store(s11, row + V.Count);
            V.Store(s12, row + 2 * V.Count);
            row += stride;
            V.Store(s20, row);
            V.Store(s21, row + V.Count);
            V.Store(s22, row + 2 * V.Count);
            row += stride;
            V.Store(s30, row);
            V.Store(s31, row + V.Count);
            V.Store(s32, row + 2 * V.Count);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows3x4<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + 4 * V.Count <= length; p += 4 * V.Count)
        {
            V s00 = V.Fill(b[0]), s01 = s00, s02 = s00, s03 = s00;
            V s10 = V.Fill(b[1]), s11 = s10, s12 = s10, s13 = s10;
            V s20 = V.Fill(b[2]), s21 = s20, s22 = s20, s23 = s20;
            var weights = w;
            for (var k = 0; k < count; k++, weights += 3)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place), x1 = V.Load(place + V.Count), x2 = V.Load(place + 2 * V.Count), x3 = V.Load(place + 3 * V.Count);
                V weight = V.Fill(weights[0]);
                s00 = V.MultiplyAdd(weight, x0, s00);
                s01 = V.MultiplyAdd(weight, x1, s01);
                s02 = V.MultiplyAdd(weight, x2, s02);
                s03 = V.MultiplyAdd(weight, x3, s03);
                weight = V.Fill(weights[1]);
                s10 = V.MultiplyAdd(weight, x0, s10);
                s11 = V.MultiplyAdd(weight, x1, s11);
                s12 = V.MultiplyAdd(weight, x2, s12);
                s13 = V.MultiplyAdd(weight, x3, s13);
                weight = V.Fill(weights[2]);
                s20 = V.MultiplyAdd(weight, x0, s20);
                s21 = V.MultiplyAdd(weight, x1, s21);
                s22 = V.MultiplyAdd(weight, x2, s22);
                s23 = V.MultiplyAdd(weight, x3, s23);
            }
            var row = y + p;
            V.Store(s00, row);
            V.Store(s01, row + V.Count);
            V.Store(s02, row + 2 * V.Count);
            V.Store(s03, row + 3 * V.Count);
            row += stride;
            V.Store(s10, row);
            V.Store(s11, row + V.Count);
            V.Store(s12, row + 2 * V.Count);
            V.Store(s13, row + 3 * V.Count);
            row += stride;
            V.Store(s20, row);
            V.Store(s21, row + V.Count);
            V.Store(s22, row + 2 * V.Count);
            V.Store(s23, row + 3 * V.Count);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows2x6<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + 6 * V.Count <= length; p += 6 * V.Count)
        {
            V s00 = V.Fill(b[0]), s01 = s00, s02 = s00, s03 = s00, s04 = s00, s05 = s00;
            V s10 = V.Fill(b[1]), s11 = s10, s12 = s10, s13 = s10, s14 = s10, s15 = s10;
            var weights = w;
            for (var k = 0; k < count; k++, weights += 2)
            {
                var place = x + offsets[k] + p;
                V x0 = V.Load(place), x1 = V.Load(place + V.Count), x2 = V.Load(place + 2 * V.Count), x3 = V.Load(place + 3 * V.Count), x4 = V.Load(place + 4 * V.Count), x5 = V.Load(place + 5 * V.Count);
                V weight = V.Fill(weights[0]);
                s00 = V.MultiplyAdd(weight, x0, s00);
                s01 = V.MultiplyAdd(weight, x1, s01);
                s02 = V.MultiplyAdd(weight, x2, s02);
                s03 = V.MultiplyAdd(weight, x3, s03);
                s04 = V.MultiplyAdd(weight, x4, s04);
                s05 = V.MultiplyAdd(weight, x5, s05);
                weight = V.Fill(weights[1]);
                s10 = V.MultiplyAdd(weight, x0, s10);
                s11 = V.MultiplyAdd(weight, x1, s11);
                s12 = V.MultiplyAdd(weight, x2, s12);
                s13 = V.MultiplyAdd(weight, x3, s13);
                s14 = V.MultiplyAdd(weight, x4, s14);
                s15 = V.MultiplyAdd(weight, x5, s15);
            }
            var row = y + p;
            V.Store(s00, row);
            V.Store(s01, row + V.Count);
            V.Store(s02, row + 2 * V.Count);
            V.Store(s03, row + 3 * V.Count);
            V.Store(s04, row + 4 * V.Count);
            V.Store(s05, row + 5 * V.Count);
            row += stride;
            V.Store(s10, row);
            V.Store(s11, row + V.Count);
            V.Store(s12, row + 2 * V.Count);
            V.Store(s13, row + 3 * V.Count);
            V.Store(s14, row + 4 * V.Count);
            V.Store(s15, row + 5 * V.Count);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Rows1x8<V, T>(T* x, int* offsets, int count, T* w, T* b, T* y, nint stride, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = 0;
        for (; p + 8 * V.Count <= length; p += 8 * V.Count)
        {
            V s00 = V.Fill(b[0]), s01 = s00, s02 = s00, s03 = s00, s04 = s00, s05 = s00, s06 = s00, s07 = s00;
            var weights = w;
            for (var k = 0; k < count; k++, weights++)
            {
                var place = x + offsets[k] + p;
                V weight = V.Fill(*weights);
                s00 = V.MultiplyAdd(weight, V.Load(place), s00);
                s01 = V.MultiplyAdd(weight, V.Load(place + V.Count), s01);
                s02 = V.MultiplyAdd(weight, V.Load(place + 2 * V.Count), s02);
                s03 = V.MultiplyAdd(weight, V.Load(place + 3 * V.Count), s03);
                s04 = V.MultiplyAdd(weight, V.Load(place + 4 * V.Count), s04);
                s05 = V.MultiplyAdd(weight, V.Load(place + 5 * V.Count), s05);
                s06 = V.MultiplyAdd(weight, V.Load(place + 6 * V.Count), s06);
                s07 = V.MultiplyAdd(weight, V.Load(place + 7 * V.Count), s07);
            }
            var row = y + p;
            V.Store(s00, row);
            V.Store(s01, row + V.Count);
            V.Store(s02, row + 2 * V.Count);
            V.Store(s03, row + 3 * V.Count);
            V.Store(s04, row + 4 * V.Count);
            V.Store(s05, row + 5 * V.Count);
            V.Store(s06, row + 6 * V.Count);
            V.Store(s07, row + 7 * V.Count);
        }
        return p;
    }
}
