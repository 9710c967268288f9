using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relevance.Metrics;

/// <summary>
/// A symmetric, positive definite matrix whose columns are 0 from some row on, decomposed into L D Lᵀ within these bounds. Only the lower half is kept.
/// </summary>
/// <remarks>For one thread at a time. All processors give the same bits: values are computed side by side, but each in the same order.</remarks>
internal sealed class EnvelopeMatrix
{
    /// <summary>Zeros after each column, so that vectors need no end of their own.</summary>
    private const int Padding = 8;

    private readonly double[] columns, inverses;
    private readonly int[] starts, ends;
    private int size, filled;

    /// <summary>Room for matrices.</summary>
    /// <param name="most">The largest number of rows.</param>
    /// <param name="band">The largest number of diagonals of the lower half, the main one included.</param>
    internal EnvelopeMatrix(int most, int band)
    {
        (starts, ends) = (new int[most + 1], new int[most]);
        inverses = new double[most];
        columns = new double[most * (band + Padding)];
        LengthOfVector = most + Padding;
    }

    /// <summary>The length of vectors, of which the matrix's size is used.</summary>
    internal int LengthOfVector { get; }

    /// <summary>A value on or below the diagonal, within its column.</summary>
    internal ref double this[int row, int column] => ref columns[starts[column] + row - column];

    /// <summary>Begins another matrix.</summary>
    internal void Begin(int size) => (this.size, filled) = (size, 0);

    /// <summary>Adds a column of zeros.</summary>
    /// <param name="last">The last row with another value, at least the column's own.</param>
    internal void AddColumn(int last)
    {
        // What is eliminated fills a column as far down as the ones before it go.
        ends[filled] = filled > 0 ? Math.Max(last, ends[filled - 1]) : last;
        var length = ends[filled] - filled + 1 + Padding;
        columns.AsSpan(starts[filled], length).Clear();
        starts[filled + 1] = starts[filled] + length;
        filled++;
    }

    /// <summary>Decomposes the matrix in place: below the diagonal lies L then.</summary>
    internal void Decompose()
    {
        for (var k = 0; k < size; k++)
        {
            var (length, start) = (ends[k] - k + 1, starts[k]);
            var column = columns.AsSpan(start, length + Padding);
            var inverse = inverses[k] = 1 / column[0];
            for (var j = 1; j < length; j++)
            {
                var value = column[j];
                if (value == 0)
                    continue;
                // Of the columns before it, L is kept; of this one the part from j on is still L D.
                SubtractTimes(columns.AsSpan(starts[k + j]), value * inverse, column[j..length]);
            }
            for (var j = 1; j < length; j++)
                column[j] *= inverse;
        }
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="vector">b, zeros after it; then x.</param>
    internal void Solve(Span<double> vector)
    {
        for (var k = 0; k < size; k++)
        {
            var length = ends[k] - k + 1;
            if (vector[k] != 0 && length > 1)
                SubtractTimes(vector[(k + 1)..], vector[k], columns.AsSpan(starts[k] + 1, length - 1));
        }
        for (var k = size - 1; k >= 0; k--)
        {
            var length = ends[k] - k + 1;
            vector[k] = vector[k] * inverses[k] - Product(columns.AsSpan(starts[k] + 1), vector[(k + 1)..], length - 1);
        }
    }

    /// <summary>a ← a − factor · b, as far as b goes; behind b there are zeros.</summary>
    private static void SubtractTimes(Span<double> a, double factor, ReadOnlySpan<double> b)
    {
        ref var target = ref MemoryMarshal.GetReference(a);
        ref var source = ref MemoryMarshal.GetReference(b);
        var times = new Vector<double>(-factor);
        for (nuint i = 0; i < (nuint)b.Length; i += (nuint)Vector<double>.Count)
            Vector.FusedMultiplyAdd(times, Vector.LoadUnsafe(ref source, i), Vector.LoadUnsafe(ref target, i)).StoreUnsafe(ref target, i);
    }

    /// <summary>Σ a b of a number of values, in four sums; behind them there are zeros in a.</summary>
    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int length)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var sums = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)length; i += 4)
            sums = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i), sums);
        return (sums[0] + sums[2]) + (sums[1] + sums[3]);
    }
}
