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
    /// <summary>So many columns are eliminated together; they end at the same row.</summary>
    private const int Together = 4;

    /// <summary>Zeros after each column, so that vectors need no end of their own.</summary>
    private const int Padding = 8;

    private readonly double[] columns, inverses;
    private readonly int[] starts, ends;
    private int size;

    /// <summary>Room for matrices.</summary>
    /// <param name="most">The largest number of rows.</param>
    /// <param name="band">The largest number of diagonals of the lower half, the main one included.</param>
    internal EnvelopeMatrix(int most, int band)
    {
        (starts, ends) = (new int[most + 1], new int[most]);
        inverses = new double[most];
        columns = new double[most * (band + Together + Padding)];
        LengthOfVector = most + Padding;
    }

    /// <summary>The length of vectors, of which the matrix's size is used.</summary>
    internal int LengthOfVector { get; }

    /// <summary>A value on or below the diagonal, within its column.</summary>
    internal ref double this[int row, int column] => ref columns[starts[column] + row - column];

    /// <summary>Begins another matrix, of zeros.</summary>
    /// <param name="last">For each column the last row with another value, at least the column's own.</param>
    internal void Begin(ReadOnlySpan<int> last)
    {
        size = last.Length;
        for (var first = 0; first < size; first += Together)
        {
            // What is eliminated fills a column as far down as the ones before it go.
            var (end, after) = (first > 0 ? ends[first - 1] : 0, Math.Min(first + Together, size));
            foreach (var row in last[first..after])
                end = Math.Max(end, row);
            for (var column = first; column < after; column++)
            {
                ends[column] = end;
                starts[column + 1] = starts[column] + end - column + 1 + Padding;
            }
        }
        columns.AsSpan(0, starts[size]).Clear();
    }

    /// <summary>Decomposes the matrix in place: below the diagonal lies L then.</summary>
    internal void Decompose()
    {
        for (var first = 0; first < size; first += Together)
        {
            var (end, after) = (ends[first], Math.Min(first + Together, size));
            for (var k = first; k < after; k++)
            {
                var inverse = inverses[k] = 1 / columns[starts[k]];
                for (var column = k + 1; column < after; column++)
                    SubtractTimes(columns.AsSpan(starts[column]), this[column, k] * inverse, columns.AsSpan(starts[k] + column - k, end - column + 1));
            }
            if (after - first == Together)
            {
                for (var column = after; column <= end; column++)
                    Subtract(first, column, end - column + 1);
            }
            for (var k = first; k < after; k++)
            {
                foreach (ref var value in columns.AsSpan(starts[k] + 1, end - k))
                    value *= inverses[k];
            }
        }
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="vector">b, zeros after it; then x.</param>
    internal void Solve(Span<double> vector)
    {
        for (var k = 0; k < size; k++)
        {
            if (vector[k] != 0)
                SubtractTimes(vector[(k + 1)..], vector[k], columns.AsSpan(starts[k] + 1, ends[k] - k));
        }
        for (var k = size - 1; k >= 0; k--)
            vector[k] = vector[k] * inverses[k] - Product(columns.AsSpan(starts[k] + 1), vector[(k + 1)..], ends[k] - k);
    }

    /// <summary>Takes from a column what the columns that are eliminated together bring, one after the other.</summary>
    private void Subtract(int first, int column, int length)
    {
        ref var target = ref columns[starts[column]];
        ref var a = ref columns[starts[first] + column - first];
        ref var b = ref columns[starts[first + 1] + column - first - 1];
        ref var c = ref columns[starts[first + 2] + column - first - 2];
        ref var d = ref columns[starts[first + 3] + column - first - 3];
        var ofA = new Vector<double>(-a * inverses[first]);
        var ofB = new Vector<double>(-b * inverses[first + 1]);
        var ofC = new Vector<double>(-c * inverses[first + 2]);
        var ofD = new Vector<double>(-d * inverses[first + 3]);
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<double>.Count)
        {
            var sum = Vector.FusedMultiplyAdd(ofA, Vector.LoadUnsafe(ref a, i), Vector.LoadUnsafe(ref target, i));
            sum = Vector.FusedMultiplyAdd(ofB, Vector.LoadUnsafe(ref b, i), sum);
            sum = Vector.FusedMultiplyAdd(ofC, Vector.LoadUnsafe(ref c, i), sum);
            Vector.FusedMultiplyAdd(ofD, Vector.LoadUnsafe(ref d, i), sum).StoreUnsafe(ref target, i);
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
