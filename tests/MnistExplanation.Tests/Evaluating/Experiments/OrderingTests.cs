using MnistExplanation.Console;
using MnistExplanation.Evaluating.Experiments;

namespace MnistExplanation.Tests.Evaluating.Experiments;

public sealed class OrderingTests
{
    [Fact]
    public void A_planted_order_is_found_and_said()
    {
        var ordering = Ordering.Of([Contestant("A", 5, false), Contestant("B", 4, false), Contestant("C", 1, true), Contestant("D", 2, true)], seed: 0);

        Assert.Equal(Verdict.Reproduced, ordering.Verdict);
        Assert.Equal(["C", "D", "B", "A"], ordering.Contestants.Select(one => one.Title));
        Assert.Equal(4, ordering.Comparisons.Count);
        var sentence = ordering.Sentence("area");
        Assert.StartsWith("Reproduced: by the area, lowest and best first, the order is C ", sentence, StringComparison.Ordinal);
        Assert.Contains("4 claims all hold (50 images", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reverse_of_it_is_not_reproduced_and_said()
    {
        var ordering = Ordering.Of([Contestant("A", 1, false), Contestant("C", 3, true)], seed: 0);

        Assert.Equal(Verdict.NotReproduced, ordering.Verdict);
        Assert.Equal(Outcome.Reversed, ordering.Comparisons.Single().Outcome);
        Assert.Contains("none holds, the reverse of “C better than A” holds", ordering.Sentence("area"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_images_do_not_decide_stays_open()
    {
        var ordering = Ordering.Of([Contestant("A", 1, false), Contestant("B", 5, false), Contestant("C", 1.001, true)], seed: 0);

        Assert.Equal(Verdict.PartlyReproduced, ordering.Verdict);
        Assert.Equal([Outcome.Open, Outcome.Holds], ordering.Comparisons.Select(one => one.Outcome));
        Assert.Contains("1 holds, undecided is “C better than A”", ordering.Sentence("area"), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_a_value_are_left_out_of_comparisons_and_counted()
    {
        double?[] some = [.. Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? (double?)null : 1)];
        var contestant = new Contestant("A", some, Favoured: false);

        var comparison = Comparison.Of("C", "A", [Contestant("C", 0, true, 20).Values], [some], lowerIsBetter: true, 1, seed: 0);

        Assert.Equal((5, 1.0), (contestant.Failures, contestant.Mean));
        Assert.Equal(15, comparison.Images);
        Assert.Contains("--count", Assert.Throws<UserException>(() => Comparison.Of("C", "A", [[null, 1]], [[1, null]], true, 1, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handful_of_images_decides_nothing()
    {
        Assert.Equal(Outcome.Open, Comparison.Of("C", "A", [[1, 1, 1]], [[2, 2, 2]], lowerIsBetter: true, 1, seed: 0).Outcome);
    }

    [Fact]
    public void Repetitions_that_contradict_each_other_decide_nothing()
    {
        double?[] ones = [.. Enumerable.Repeat<double?>(1, 30)], twos = [.. Enumerable.Repeat<double?>(2, 30)], fives = [.. Enumerable.Repeat<double?>(5, 30)];

        Assert.Equal(Outcome.Holds, Comparison.Of("C", "A", [ones, ones], [fives, twos], lowerIsBetter: true, 1, seed: 0).Outcome);
        Assert.Equal(Outcome.Open, Comparison.Of("C", "A", [ones, twos], [fives, ones], lowerIsBetter: true, 1, seed: 0).Outcome);
        Assert.Equal(Outcome.Reversed, Comparison.Of("C", "A", [ones, ones], [fives, twos], lowerIsBetter: false, 1, seed: 0).Outcome);
    }

    [Fact]
    public void The_interval_is_that_of_the_normal_distribution_for_many_values()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
        var (mean, error) = (values.Average(), Math.Sqrt(values.Select(value => Math.Pow(value - values.Average(), 2)).Average() / values.Length));

        var (low, high) = Resampling.Interval(values, 0.05, seed: 1);

        Assert.Equal(mean - 1.96 * error, low, 0.1 * error);
        Assert.Equal(mean + 1.96 * error, high, 0.1 * error);
        Assert.Equal((low, high), Resampling.Interval(values, 0.05, seed: 1));
        Assert.True(Resampling.Interval(values, 0.01, seed: 1).High > high);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.8612, "−1.86")]
    [InlineData(0.00001234, "0.000012")]
    [InlineData(0.164, "0.164")]
    [InlineData(0.16, "0.160")]
    [InlineData(1234.6, "1235")]
    public void Numbers_are_short_and_have_a_real_minus_sign(double value, string text) => Assert.Equal(text, Ordering.Number(value));

    private static Contestant Contestant(string title, double mean, bool favoured, int images = 50)
    {
        var random = new Random(title[0]);
        return new(title, [.. Enumerable.Range(0, images).Select(_ => (double?)(mean + random.NextDouble() - 0.5))], favoured);
    }
}
