using CsCheck;
using MnistExplanation.Report.Content;

namespace MnistExplanation.Tests.Report;

public sealed class WilsonIntervalTests
{
    /// <summary>R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_published_intervals_come_out(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void It_lies_in_0_to_1_and_holds_the_observed_rate() =>
        Gen.Int[1, 20_000].SelectMany(trials => Gen.Int[0, trials].Select(successes => (successes, trials))).Sample(sample =>
        {
            var interval = WilsonInterval.Of(sample.successes, sample.trials);
            var rate = (double)sample.successes / sample.trials;
            return interval.Low >= 0 && interval.High <= 1 && interval.Low <= rate + 1e-12 && rate - 1e-12 <= interval.High && interval.Low < interval.High;
        });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Impossible_counts_are_refused(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials));
}
