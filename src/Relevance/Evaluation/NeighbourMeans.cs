using System.Numerics;
using System.Runtime.InteropServices;

namespace Relevance.Evaluation;

/// <summary>
/// Values x_i that are the weighted means of their neighbours: s_i x_i = Σ_j w_ij x_j over the eight neighbours inside the image, with s_i = Σ_j w_ij.
/// Known values go to the right side; what is left is symmetric and positive definite, and has a narrow band if pixels are numbered row by row.
/// </summary>
internal static class NeighbourMeans
{
    /// <summary>In sixths and twelfths, those inside an image sum to 1; a common factor changes nothing.</summary>
    private static readonly (int Down, int Right, double Weight)[] Neighbours =
        [(-1, -1, 1), (-1, 0, 2), (-1, 1, 1), (0, -1, 2), (0, 1, 2), (1, -1, 1), (1, 0, 2), (1, 1, 1)];

    /// <summary>Solves for the unknown pixels of an image.</summary>
    /// <param name="values">Row by row; the unknown ones are written.</param>
    /// <param name="unknown">Which are to be found.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="otherwise">The value of all if none is known.</param>
    internal static void Fill(Span<double> values, ReadOnlySpan<bool> unknown, int width, double otherwise)
    {
        var numbers = new int[values.Length];
        var pixels = new List<int>();
        for (var i = 0; i < values.Length; i++)
        {
            numbers[i] = unknown[i] ? pixels.Count : -1;
            if (unknown[i])
                pixels.Add(i);
        }
        if (pixels.Count == 0)
            return;
        if (pixels.Count == values.Length)
        {
            values.Fill(otherwise);
            return;
        }
        // Between two neighbours lies a row at most.
        var band = Math.Min(width + 2, pixels.Count);
        var (matrix, solution, height) = (new double[pixels.Count * band], new double[pixels.Count], values.Length / width);
        for (var i = 0; i < pixels.Count; i++)
        {
            var (y, x) = (pixels[i] / width, pixels[i] % width);
            var row = matrix.AsSpan(i * band, band);
            foreach (var (down, right, weight) in Neighbours)
            {
                if (y + down < 0 || y + down >= height || x + right < 0 || x + right >= width)
                    continue;
                row[^1] += weight;
                var other = (y + down) * width + x + right;
                if (numbers[other] < 0)
                    solution[i] += weight * values[other];
                else if (numbers[other] < i)
                    row[band - 1 - (i - numbers[other])] -= weight;
            }
        }
        Solve(matrix, solution, band);
        for (var i = 0; i < pixels.Count; i++)
            values[pixels[i]] = solution[i];
    }

    /// <summary>Solves A x = b by A = LLᵀ, in place.</summary>
    /// <param name="matrix">The lower half of A: for each row i the columns i − band + 1 to i.</param>
    /// <param name="solution">b; then x.</param>
    /// <param name="band">The width of the half band with the diagonal.</param>
    private static void Solve(double[] matrix, double[] solution, int band)
    {
        for (var i = 0; i < solution.Length; i++)
        {
            var row = matrix.AsSpan(i * band, band);
            for (var j = Math.Max(0, i - band + 1); j < i; j++)
            {
                var other = matrix.AsSpan(j * band, band);
                // Columns from i − band + 1 to j − 1 that both rows have.
                var shift = i - j;
                var common = band - 1 - shift;
                row[common] = (row[common] - Dot(row[..common], other[shift..^1])) / other[^1];
            }
            row[^1] = Math.Sqrt(row[^1] - Dot(row[..^1], row[..^1]));
            var known = Math.Min(i, band - 1);
            solution[i] = (solution[i] - Dot(row[^(known + 1)..^1], solution.AsSpan(i - known, known))) / row[^1];
        }
        for (var i = solution.Length - 1; i >= 0; i--)
        {
            var row = matrix.AsSpan(i * band, band);
            solution[i] /= row[^1];
            for (var j = Math.Max(0, i - band + 1); j < i; j++)
                solution[j] -= row[band - 1 - (i - j)] * solution[i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < left.Length; i++)
            sums += left[i] * right[i];
        var sum = Vector.Sum(sums);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
