using Relevance.Tool.Evaluating.Statistics;

namespace MnistExplanation.Tests.Evaluating;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 0.01, 0.04, 0.03 }, new[] { 0.03, 0.06, 0.06 })]
    [InlineData(new[] { 0.5, 0.001, 0.2, 0.011 }, new[] { 0.5, 0.004, 0.4, 0.033 })]
    // A larger one never becomes smaller than one before it, and none exceeds 1.
    [InlineData(new[] { 0.02, 0.021, 0.9, 0.95 }, new[] { 0.08, 0.08, 1.0, 1.0 })]
    [InlineData(new double[0], new double[0])]
    public void Holm_corrects_as_by_hand(double[] values, double[] expected) =>
        Assert.Equal(expected, Holm.Correct(values), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Of_hypotheses_that_are_all_true_Holm_rejects_one_as_seldom_as_it_promises()
    {
        var random = new Random(1);
        var rejected = Enumerable.Range(0, 4000).Count(_ => Holm.Correct([.. Enumerable.Range(0, 45).Select(_ => random.NextDouble())]).Any(value => value < 0.05));
        // Of independent ones 1 − (1 − 0.05/45)⁴⁵ = 4.9 %, three standard errors around it.
        Assert.InRange(rejected / 4000.0, 0.038, 0.059);
    }

    /// <summary>Of a mean, the deviation over resamples has a closed form, √(Σ(x − x̄)²)/n.</summary>
    [Fact]
    public void Resampled_means_scatter_around_the_mean_by_the_standard_error()
    {
        var values = Normal(3, 80);
        var resampled = Bootstrap.Run([[values]], 20_000, 1)[0];
        var (mean, error) = (values.Average(), Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2))) / values.Length);
        Assert.Equal(mean, resampled.Mean, 1e-12);
        Assert.Equal(mean, resampled.OverImages.Average(), 0.03 * error);
        Assert.InRange(Math.Sqrt(resampled.OverImages.Average(each => Math.Pow(each - mean, 2))) / error, 0.98, 1.02);
        // Of one model there is no other to draw.
        Assert.Equal(resampled.OverImages, resampled.OverBoth, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(resampled.OverModels, each => Assert.Equal(mean, each, 1e-12));
    }

    [Fact]
    public void The_interval_covers_the_true_mean_as_often_as_theory_says()
    {
        const int Trials = 600, Images = 40;
        // All trials at once: they meet the same draws, but have other values.
        double[][][] series = [.. Enumerable.Range(0, Trials).Select(trial => new[] { Normal(trial + 10, Images) })];
        var covered = Bootstrap.Run(series, 1000, 2).Count(each => Interval.Of(each.OverBoth) is { } interval && interval.Low <= 0 && interval.High >= 0);
        // Nearly x̄ ± 1.96 σ̂/√n with σ̂² = Σ(x − x̄)²/n: Student's t with 39 degrees of freedom lies within ±1.96·√(39/40) in 94.0 % of cases.
        Assert.InRange(covered / (double)Trials, 0.940 - 0.03, 0.940 + 0.03);
    }

    [Fact]
    public void Over_images_and_models_the_variances_add_up_as_those_of_a_crossed_design()
    {
        // Value = effect of the model + effect of the image: the mean's variance is that of both means.
        var (images, models) = (Normal(1, 60), Normal(2, 8));
        double[][] values = [.. models.Select(model => images.Select(image => 2 * model + image).ToArray())];
        var resampled = Bootstrap.Run([values], 20_000, 3)[0];
        var (overImages, overModels) = (Population(images) / 60, 4 * Population(models) / 8);
        Assert.InRange(Population(resampled.OverImages) / overImages, 0.95, 1.05);
        Assert.InRange(Population(resampled.OverModels) / overModels, 0.95, 1.05);
        Assert.InRange(Population(resampled.OverBoth) / (overImages + overModels), 0.95, 1.05);
    }

    [Fact]
    public void What_has_no_value_is_left_out_of_sum_and_count()
    {
        double[][] values = [[1, double.NaN, 3], [5, 7, double.NaN]];
        var resampled = Bootstrap.Run([values], 500, 4)[0];
        Assert.Equal(4, resampled.Mean, 1e-12);
        Assert.All(resampled.OverBoth.Where(each => !double.IsNaN(each)), each => Assert.InRange(each, 1, 7));
        Assert.Null(Interval.Of(Bootstrap.Run([[[double.NaN, double.NaN]]], 10, 1)[0].OverBoth));
    }

    [Fact]
    public void The_chance_of_a_difference_is_1_where_there_is_none_and_small_where_it_is_large()
    {
        double[] none = new double[50], large = [.. Normal(5, 50).Select(value => value + 5)], noise = Normal(6, 50);
        var found = Bootstrap.Run([[none], [large], [[.. large.Select(value => -value)]], [noise]], 999, 5);
        Assert.Equal([1, 0.002, 0.002], found.Take(3).Select(each => Math.Round(each.PValue, 6)));
        Assert.InRange(found[3].PValue, 0.05, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_draws_and_another_one_others()
    {
        double[][] values = [Normal(1, 20), Normal(2, 20)];
        Assert.Equal(Bootstrap.Run([values], 300, 7)[0].OverBoth, Bootstrap.Run([values], 300, 7)[0].OverBoth);
        Assert.NotEqual(Bootstrap.Run([values], 300, 7)[0].OverBoth, Bootstrap.Run([values], 300, 8)[0].OverBoth);
    }

    private static double Population(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));

    private static double[] Normal(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
