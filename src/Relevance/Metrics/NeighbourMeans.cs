namespace Relevance.Metrics;

/// <summary>
/// Values x_i that are the weighted means of their neighbours: s_i x_i = Σ_j w_ij x_j over the eight neighbours inside the image, 2 for one beside the pixel
/// and 1 for one across a corner, with s_i = Σ_j w_ij. Known values go to the right side; what is left is symmetric and positive definite, and has a narrow
/// band if pixels are numbered row by row. The matrix depends only on which pixels are unknown: while they stay the same, as in the channels of an image, it
/// is decomposed once.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class NeighbourMeans
{
    private readonly int height, width;
    private readonly EnvelopeMatrix matrix;
    private readonly bool[] unknown;
    private readonly int[] ends;

    /// <summary>Where each unknown pixel lies in the image, and in the image with a border of one pixel.</summary>
    private readonly int[] pixels, bordered;

    /// <summary>With the border: the number of each pixel, −1 for those that are known or outside, and its value where it is known, else 0.</summary>
    private readonly int[] numbers;
    private readonly double[] known;

    private readonly double[] solution;
    private int count = -1;

    /// <summary>For images of one size.</summary>
    internal NeighbourMeans(int height, int width)
    {
        (this.height, this.width) = (height, width);
        var size = height * width;
        // Between two neighbours lies a row at most.
        matrix = new(size, Math.Min(width + 2, size));
        (unknown, ends, pixels, bordered) = (new bool[size], new int[size], new int[size], new int[size]);
        (numbers, known) = (new int[(height + 2) * (width + 2)], new double[(height + 2) * (width + 2)]);
        solution = new double[matrix.LengthOfVector];
    }

    /// <summary>Solves for the unknown pixels of an image.</summary>
    /// <param name="values">Row by row; the unknown ones are written.</param>
    /// <param name="unknown">Which are to be found.</param>
    /// <param name="otherwise">The value of all if none is known.</param>
    internal void Fill(Span<double> values, ReadOnlySpan<bool> unknown, double otherwise)
    {
        if (count < 0 || !unknown.SequenceEqual(this.unknown))
            Prepare(unknown);
        if (count == 0)
            return;
        if (count == values.Length)
        {
            values.Fill(otherwise);
            return;
        }
        for (int pixel = 0, place = width + 3; pixel < values.Length; place += 2)
        {
            for (var end = pixel + width; pixel < end; pixel++, place++)
                known[place] = unknown[pixel] ? 0 : values[pixel];
        }
        Array.Clear(solution);
        for (var i = 0; i < count; i++)
        {
            var above = known.AsSpan(bordered[i] - width - 3, 3);
            var beside = known.AsSpan(bordered[i] - 1, 3);
            var below = known.AsSpan(bordered[i] + width + 1, 3);
            solution[i] = 2 * (above[1] + beside[0] + beside[2] + below[1]) + (above[0] + above[2] + below[0] + below[2]);
        }
        matrix.Solve(solution);
        for (var i = 0; i < count; i++)
            values[pixels[i]] = solution[i];
    }

    private void Prepare(ReadOnlySpan<bool> mask)
    {
        mask.CopyTo(unknown);
        Array.Fill(numbers, -1);
        count = 0;
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (!mask[pixel])
                continue;
            var (y, x) = Math.DivRem(pixel, width);
            (pixels[count], bordered[count]) = (pixel, (y + 1) * (width + 2) + x + 1);
            numbers[bordered[count]] = count;
            count++;
        }
        if (count == mask.Length)
            return;
        for (var i = 0; i < count; i++)
        {
            var below = numbers.AsSpan(bordered[i] + width + 1, 3);
            ends[i] = Math.Max(Math.Max(Math.Max(below[0], below[1]), Math.Max(below[2], numbers[bordered[i] + 1])), i);
        }
        matrix.Begin(ends.AsSpan(0, count));
        for (var i = 0; i < count; i++)
        {
            var (y, x) = Math.DivRem(pixels[i], width);
            matrix[i, i] = SumOfWeights(y, x);
            var below = numbers.AsSpan(bordered[i] + width + 1, 3);
            Connect(i, numbers[bordered[i] + 1], 2);
            Connect(i, below[0], 1);
            Connect(i, below[1], 2);
            Connect(i, below[2], 1);
        }
        matrix.Decompose();

        void Connect(int number, int other, double weight)
        {
            if (other >= 0)
                matrix[other, number] = -weight;
        }
    }

    private double SumOfWeights(int y, int x)
    {
        var rows = (y > 0 ? 1 : 0) + (y < height - 1 ? 1 : 0);
        var columns = (x > 0 ? 1 : 0) + (x < width - 1 ? 1 : 0);
        return 2 * (rows + columns) + rows * columns;
    }
}
