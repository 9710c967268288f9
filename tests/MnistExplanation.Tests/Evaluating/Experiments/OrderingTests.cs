using MnistExplanation.Evaluating.Experiments;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Evaluating.Experiments;

public sealed class OrderingTests
{
    [Fact]
    public void A_planted_order_is_found_and_said()
    {
        var ordering = Ordering.Of([RankedMethod("A", 5, false), RankedMethod("B", 4, false), RankedMethod("C", 1, true), RankedMethod("D", 2, true)], seed: 0);

        Assert.Equal(Verdict.Reproduced, ordering.Verdict);
        Assert.Equal(["C", "D", "B", "A"], ordering.RankedMethods.Select(one => one.Title));
        Assert.Equal(4, ordering.Claims.Count);
        var sentence = ordering.Sentence("area");
        Assert.StartsWith("Reproduced: by the area, lowest and best first, the order is C ", sentence, StringComparison.Ordinal);
        Assert.Contains("4 claims all hold (50 images", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reverse_of_it_is_not_reproduced_and_said()
    {
        var ordering = Ordering.Of([RankedMethod("A", 1, false), RankedMethod("C", 3, true)], seed: 0);

        Assert.Equal(Verdict.NotReproduced, ordering.Verdict);
        Assert.Equal(Outcome.Reversed, ordering.Claims.Single().Outcome);
        Assert.Contains("none holds, the reverse holds of “C better than A”", ordering.Sentence("area"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_images_do_not_decide_stays_open()
    {
        var ordering = Ordering.Of([RankedMethod("A", 1, false), RankedMethod("B", 5, false), RankedMethod("C", 1.001, true)], seed: 0);

        Assert.Equal(Verdict.PartlyReproduced, ordering.Verdict);
        Assert.Equal([Outcome.Open, Outcome.Holds], ordering.Claims.Select(one => one.Outcome));
        Assert.Contains("1 holds, undecided is “C better than A”", ordering.Sentence("area"), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_a_value_are_left_out_of_comparisons_and_counted()
    {
        var some = new RankedMethod("A", [[.. Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? double.NaN : 1)]], Favoured: false);

        var claim = Claim.Test([new(Constant("C", 0), some)], seed: 0).Single();

        Assert.Equal((5, 1.0), (some.Failures, some.Mean));
        Assert.Equal((15, 1.0), (claim.Images, claim.Advantage));
        var nothing = new Pair(new("C", [[double.NaN, 1]], true), new("A", [[1, double.NaN]], false));
        Assert.Contains("--count", Assert.Throws<UserException>(() => Claim.Test([nothing], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handful_of_images_decides_nothing()
    {
        var claim = Claim.Test([new(new("C", [[1, 1, 1]], true), new("A", [[2, 2, 2]], false))], seed: 0).Single();

        Assert.Equal((1.0, Outcome.Open), (claim.Advantage, claim.Outcome));
    }

    [Fact]
    public void Networks_that_contradict_each_other_decide_nothing()
    {
        var (first, second) = (Constant("C", 1, 2), Constant("A", 5, 1));

        Assert.Equal(Outcome.Open, Claim.Test([new(first, second)], seed: 0).Single().Outcome);
        Assert.Equal(Outcome.Holds, Claim.Test([new(Constant("C", 1, 1), Constant("A", 5, 2))], seed: 0).Single().Outcome);
        Assert.Equal(Outcome.Reversed, Claim.Test([new(Constant("A", 5, 2), Constant("C", 1, 1))], seed: 0).Single().Outcome);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.8612, "−1.86")]
    [InlineData(0.00001234, "0.000012")]
    [InlineData(0.164, "0.164")]
    [InlineData(0.16, "0.160")]
    [InlineData(1234.6, "1235")]
    public void Numbers_are_short_and_have_a_real_minus_sign(double value, string text) => Assert.Equal(text, Ordering.Number(value));

    /// <summary>Twenty images with the same value, another one for each network.</summary>
    private static RankedMethod Constant(string title, params double[] means) => new(title, [.. means.Select(mean => Enumerable.Repeat(mean, 20).ToArray())], Favoured: false);

    private static RankedMethod RankedMethod(string title, double mean, bool favoured)
    {
        var random = new Random(title[0]);
        return new(title, [[.. Enumerable.Range(0, 50).Select(_ => mean + random.NextDouble() - 0.5)]], favoured);
    }
}
