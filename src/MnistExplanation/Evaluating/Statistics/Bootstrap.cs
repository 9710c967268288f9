using static TorchSharp.torch;

namespace MnistExplanation.Evaluating.Statistics;

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
    /// <summary>Draws at once; bounds the memory.</summary>
    private const int Chunk = 250;

    /// <summary>Means of resampled images and models.</summary>
    /// <param name="series">What was measured, each [models][images], all of the same form; NaN where there is no value. All meet the same draws.</param>
    /// <param name="resamples">The number of draws.</param>
    /// <param name="seed">Decides them.</param>
    internal static Resampled[] Run(IReadOnlyList<double[][]> series, int resamples, int seed)
    {
        var (models, images) = (series[0].Length, series[0][0].Length);
        var found = series.Select(each => new Resampled(Mean(each), new double[resamples], new double[resamples], new double[resamples])).ToArray();
        var random = new Random(seed);
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var columns = series.Count * models;
        var (values, present) = (new double[images, columns], new double[images, columns]);
        for (var column = 0; column < columns; column++)
        {
            for (var image = 0; image < images; image++)
            {
                var value = series[column / models][column % models][image];
                (values[image, column], present[image, column]) = double.IsNaN(value) ? (0, 0) : (value, 1);
            }
        }
        // Copies: libtorch aligns its own memory, and on other memory matrix products differ in the last bit.
        var (valueColumns, presentColumns) = (tensor(values).clone(), tensor(present).clone());
        var all = (Sums: Sum(values, images, columns), Counts: Sum(present, images, columns));
        for (var first = 0; first < resamples; first += Chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(Chunk, resamples - first);
            var (drawnImages, drawnModels) = (new double[count, images], new double[count, models]);
            for (var draw = 0; draw < count; draw++)
            {
                for (var i = 0; i < images; i++)
                    drawnImages[draw, random.Next(images)]++;
                for (var i = 0; i < models; i++)
                    drawnModels[draw, random.Next(models)]++;
            }
            var times = tensor(drawnImages).clone();
            var sums = times.mm(valueColumns).data<double>().ToArray();
            var counts = times.mm(presentColumns).data<double>().ToArray();
            for (var draw = 0; draw < count; draw++)
            {
                for (var i = 0; i < series.Count; i++)
                {
                    var (at, place) = (draw * columns + i * models, first + draw);
                    found[i].OverImages[place] = Ratio(sums.AsSpan(at, models), counts.AsSpan(at, models), _ => 1);
                    found[i].OverModels[place] = Ratio(all.Sums.AsSpan(i * models, models), all.Counts.AsSpan(i * models, models), model => drawnModels[draw, model]);
                    found[i].OverBoth[place] = Ratio(sums.AsSpan(at, models), counts.AsSpan(at, models), model => drawnModels[draw, model]);
                }
            }
        }
        return found;
    }

    private static double Mean(double[][] values)
    {
        double[] present = [.. values.SelectMany(row => row).Where(value => !double.IsNaN(value))];
        return present.Length == 0 ? double.NaN : present.Average();
    }

    private static double[] Sum(double[,] values, int rows, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Sum(row => values[row, column]))];

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
