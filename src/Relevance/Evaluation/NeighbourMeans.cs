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
        using var matrix = new BandMatrix(pixels.Count, Math.Min(width + 2, pixels.Count));
        var (solution, height) = (new double[pixels.Count], values.Length / width);
        for (var i = 0; i < pixels.Count; i++)
        {
            var (y, x) = (pixels[i] / width, pixels[i] % width);
            foreach (var (down, right, weight) in Neighbours)
            {
                if (y + down < 0 || y + down >= height || x + right < 0 || x + right >= width)
                    continue;
                matrix[i, i] += weight;
                var other = (y + down) * width + x + right;
                if (numbers[other] < 0)
                    solution[i] += weight * values[other];
                else if (numbers[other] < i)
                    matrix[i, numbers[other]] -= weight;
            }
        }
        matrix.Solve(solution);
        for (var i = 0; i < pixels.Count; i++)
            values[pixels[i]] = solution[i];
    }
}
