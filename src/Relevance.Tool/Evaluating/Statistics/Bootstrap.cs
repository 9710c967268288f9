namespace Relevance.Tool.Evaluating.Statistics;

/// <summary>
/// How far means would be off with other images and other models: draws as many images, and as many models, with replacement, again and again. The design
/// is crossed: every image is seen by every model, so both are drawn independently of each other.
/// </summary>
/// <remarks>
/// Source: Efron, Bootstrap methods: another look at the jackknife, 1979; Owen, The pigeonhole bootstrap, 2007 (crossed). Of few models the interval
/// over them is too narrow: with two, half of the draws are of one model only, and none of a third.
/// </remarks>
internal static class Bootstrap
{
    /// <summary>Means of resampled images and models.</summary>
    /// <param name="series">What was measured, each [models][images], all of the same form; NaN where there is no value. All meet the same draws.</param>
    /// <param name="resamples">The number of draws.</param>
    /// <param name="seed">Decides them.</param>
    internal static Resampled[] Run(IReadOnlyList<double[][]> series, int resamples, int seed)
    {
        var (models, images) = (series[0].Length, series[0][0].Length);
        var found = series.Select(each => new Resampled(Mean(each), new double[resamples], new double[resamples], new double[resamples])).ToArray();
        var random = new Random(seed);
        var columns = series.Count * models;
        // A row for each image, for all columns of an image meet the same draw of it.
        var (values, present) = (new double[images * columns], new double[images * columns]);
        for (var column = 0; column < columns; column++)
        {
            for (var image = 0; image < images; image++)
            {
                var value = series[column / models][column % models][image];
                (values[image * columns + column], present[image * columns + column]) = double.IsNaN(value) ? (0, 0) : (value, 1);
            }
        }
        var all = (Sums: Sum(values, images, columns), Counts: Sum(present, images, columns));
        var (sums, counts) = (new double[columns], new double[columns]);
        var (drawnImages, drawnModels) = (new int[images], new int[models]);
        for (var draw = 0; draw < resamples; draw++)
        {
            Draw(random, drawnImages);
            Draw(random, drawnModels);
            sums.AsSpan().Clear();
            counts.AsSpan().Clear();
            for (var image = 0; image < images; image++)
            {
                if (drawnImages[image] == 0)
                    continue;
                var row = image * columns;
                for (var column = 0; column < columns; column++)
                {
                    sums[column] += drawnImages[image] * values[row + column];
                    counts[column] += drawnImages[image] * present[row + column];
                }
            }
            for (var i = 0; i < series.Count; i++)
            {
                var at = i * models;
                found[i].OverImages[draw] = Ratio(sums.AsSpan(at, models), counts.AsSpan(at, models), _ => 1);
                found[i].OverModels[draw] = Ratio(all.Sums.AsSpan(at, models), all.Counts.AsSpan(at, models), model => drawnModels[model]);
                found[i].OverBoth[draw] = Ratio(sums.AsSpan(at, models), counts.AsSpan(at, models), model => drawnModels[model]);
            }
        }
        return found;
    }

    private static double Mean(double[][] values)
    {
        double[] present = [.. values.SelectMany(row => row).Where(value => !double.IsNaN(value))];
        return present.Length == 0 ? double.NaN : present.Average();
    }

    /// <summary>How often each was drawn, of as many draws as there are.</summary>
    private static void Draw(Random random, int[] drawn)
    {
        drawn.AsSpan().Clear();
        for (var i = 0; i < drawn.Length; i++)
            drawn[random.Next(drawn.Length)]++;
    }

    private static double[] Sum(double[] values, int rows, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Sum(row => values[row * columns + column]))];

    private static double Ratio(ReadOnlySpan<double> sums, ReadOnlySpan<double> counts, Func<int, double> weight)
    {
        double above = 0, below = 0;
        for (var model = 0; model < sums.Length; model++)
        {
            above += weight(model) * sums[model];
            below += weight(model) * counts[model];
        }
        return above / below;
    }
}
