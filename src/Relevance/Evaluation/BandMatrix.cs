using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Relevance.Evaluation;

/// <summary>A symmetric, positive definite matrix that is 0 beyond some diagonals. Only the lower half is kept.</summary>
internal sealed class BandMatrix : IDisposable
{
    private readonly int size, band, padded;

    // Column by column from the diagonal down, each followed by as many zeros: rows of vectors then need no end of their own.
    private readonly double[] columns;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="band">Diagonals of the lower half, the main one included.</param>
    internal BandMatrix(int size, int band)
    {
        (this.size, this.band) = (size, band);
        padded = (band + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        // So large that the garbage collector would have to clean up everything each time.
        columns = ArrayPool<double>.Shared.Rent(size * 2 * padded);
        Array.Clear(columns, 0, size * 2 * padded);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(columns);

    /// <summary>A value on or below the diagonal, within the band.</summary>
    internal ref double this[int row, int column] => ref columns[column * 2 * padded + row - column];

    /// <summary>Solves A x = b by A = LLᵀ; A is lost.</summary>
    /// <param name="vector">b; then x.</param>
    internal void Solve(double[] vector)
    {
        for (var k = 0; k < size; k++)
        {
            var column = columns.AsSpan(k * 2 * padded, 2 * padded);
            var below = Math.Min(band, size - k);
            var root = Math.Sqrt(column[0]);
            for (var j = 0; j < below; j++)
                column[j] = j == 0 ? root : column[j] / root;
            vector[k] /= root;
            for (var j = 1; j < below; j++)
            {
                if (column[j] == 0)
                    continue;
                Subtract(columns.AsSpan((k + j) * 2 * padded, padded), column[j], column[j..]);
                vector[k + j] -= column[j] * vector[k];
            }
        }
        for (var k = size - 1; k >= 0; k--)
        {
            var column = columns.AsSpan(k * 2 * padded, padded);
            for (var j = 1; j < Math.Min(band, size - k); j++)
                vector[k] -= column[j] * vector[k + j];
            vector[k] /= column[0];
        }
    }

    /// <summary>a ← a − factor · b.</summary>
    private static void Subtract(Span<double> a, double factor, ReadOnlySpan<double> b)
    {
        ref var target = ref MemoryMarshal.GetReference(a);
        ref var source = ref MemoryMarshal.GetReference(b[..a.Length]);
        for (nuint i = 0; i < (nuint)a.Length; i += (nuint)Vector<double>.Count)
            (Vector.LoadUnsafe(ref target, i) - factor * Vector.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
    }
}
