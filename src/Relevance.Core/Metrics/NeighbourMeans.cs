namespace Relevance.Metrics;

/// <summary>
/// Values x_i that are the weighted means of their neighbours: s_i x_i = Σ_j w_ij x_j over the eight neighbours inside the image, with s_i = Σ_j w_ij.
/// Known values go to the right side; what is left is symmetric and positive definite, and has a narrow band if pixels are numbered row by row. The matrix
/// depends only on which pixels are unknown: while they stay the same, as in the channels of an image, it is decomposed once.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class NeighbourMeans
{
    /// <summary>In sixths and twelfths, those inside an image sum to 1; a common factor changes nothing.</summary>
    private static readonly (int Down, int Right, double Weight)[] Directions =
        [(-1, -1, 1), (-1, 0, 2), (-1, 1, 1), (0, -1, 2), (0, 1, 2), (1, -1, 1), (1, 0, 2), (1, 1, 1)];

    /// <summary>For each pixel its neighbours inside the image.</summary>
    private readonly (int Pixel, double Weight)[][] neighbours;

    private readonly EnvelopeMatrix matrix;
    private readonly bool[] unknown;
    private readonly int[] numbers, pixels;

    /// <summary>What known pixels bring to the right side: to equation i so many times the value of a pixel.</summary>
    private readonly List<(int Equation, int Pixel, double Weight)> known = [];

    private readonly double[] solution;
    private int count = -1;

    /// <summary>For images of one size.</summary>
    internal NeighbourMeans(int height, int width)
    {
        neighbours = new (int, double)[height * width][];
        for (var pixel = 0; pixel < neighbours.Length; pixel++)
        {
            var (y, x) = Math.DivRem(pixel, width);
            neighbours[pixel] = [.. from direction in Directions
                                    where y + direction.Down >= 0 && y + direction.Down < height && x + direction.Right >= 0 && x + direction.Right < width
                                    select ((y + direction.Down) * width + x + direction.Right, direction.Weight)];
        }
        // Between two neighbours lies a row at most.
        matrix = new(neighbours.Length, Math.Min(width + 2, neighbours.Length));
        (unknown, numbers, pixels) = (new bool[neighbours.Length], new int[neighbours.Length], new int[neighbours.Length]);
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
        Array.Clear(solution);
        foreach (var (equation, pixel, weight) in known)
            solution[equation] += weight * values[pixel];
        matrix.Solve(solution);
        for (var i = 0; i < count; i++)
            values[pixels[i]] = solution[i];
    }

    private void Prepare(ReadOnlySpan<bool> mask)
    {
        mask.CopyTo(unknown);
        known.Clear();
        count = 0;
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            numbers[pixel] = mask[pixel] ? count : -1;
            if (mask[pixel])
                pixels[count++] = pixel;
        }
        if (count == mask.Length)
            return;
        matrix.Begin(count);
        for (var i = 0; i < count; i++)
        {
            var (sum, last) = (0.0, i);
            foreach (var (pixel, weight) in neighbours[pixels[i]])
            {
                sum += weight;
                var other = numbers[pixel];
                if (other < 0)
                    known.Add((i, pixel, weight));
                else
                    last = Math.Max(last, other);
            }
            matrix.AddColumn(last);
            matrix[i, i] = sum;
            foreach (var (pixel, weight) in neighbours[pixels[i]])
            {
                if (numbers[pixel] > i)
                    matrix[numbers[pixel], i] = -weight;
            }
        }
        matrix.Decompose();
    }
}
