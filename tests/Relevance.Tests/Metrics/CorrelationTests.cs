using Relevance.Metrics;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

public class CorrelationTests
{
    [Fact]
    public void Ranks_of_equal_numbers_are_their_mean()
    {
        Assert.Equal([1.5, 4, 0, 1.5, 3], Correlation.Ranks([2, 9, -1, 2, 5]));
    }

    [Theory]
    [Seeds]
    public void Ranks_of_many_numbers_say_how_many_are_smaller_and_equal(int seed)
    {
        var random = new Random(seed);
        // Of either sign and of all magnitudes, some of them equal, some of them zeros of either sign.
        double[] values = [.. Enumerable.Range(0, 500).Select(i => i % 50 == 0 ? -0.0 : i % 51 == 0 ? 0 : (random.Next(40) - 20) * Math.Pow(10, random.Next(-300, 300)) * (i % 3 + 1))];
        Assert.Equal(values.Select(value => values.Count(other => other < value) + (values.Count(other => other == value) - 1) / 2.0), Correlation.Ranks(values));
    }

    [Fact]
    public void Rank_correlation_follows_any_increasing_function_and_turns_with_a_decreasing_one()
    {
        double[] values = [0.3, -2, 5, 1.1, 0];
        Assert.Equal(1, Correlation.Spearman(values, [.. values.Select(Math.Exp)]), 1e-15);
        Assert.Equal(-1, Correlation.Spearman(values, [.. values.Select(value => -value * value * value)]), 1e-15);
    }

    [Fact]
    public void Where_nothing_varies_there_is_none()
    {
        Assert.True(double.IsNaN(Correlation.Spearman([1, 2, 3], [4, 4, 4])));
        Assert.True(double.IsNaN(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3])));
        Assert.Equal(1, Correlation.Pearson([0.1, 0.2, 0.3], [1, 2, 3]), 1e-15);
    }
}
