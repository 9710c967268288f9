using Relevance.Tool.Pages;

namespace MnistExplanation.Tests.Report;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(8.4917, "8.492")]
    [InlineData(-8.0294, "−8.029")]
    [InlineData(0.0000311, "3.11 × 10⁻⁵")]
    [InlineData(-2.5e12, "−2.50 × 10¹²")]
    [InlineData(double.NaN, "undefined")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Reals_keep_their_leading_digits(double value, string text) => Assert.Equal(text, Numbers.Real(value).Replace('\u00a0', ' '));

    [Theory]
    [InlineData(0.412, "0.41 s")]
    [InlineData(36.24, "36.2 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(119.7, "2 min 0 s")]
    public void Durations_are_in_seconds_or_minutes(double seconds, string text) => Assert.Equal(text, Numbers.Seconds(seconds).Replace('\u00a0', ' '));

    [Fact]
    public void Counts_percentages_and_shapes_do_not_break_over_lines()
    {
        Assert.Equal("10,000", Numbers.Count(10_000));
        Assert.Equal("98.89\u00a0%", Numbers.Percent(0.9889));
        Assert.Equal("6\u00a0×\u00a026\u00a0×\u00a026", Numbers.Shape([6, 26, 26]));
        Assert.Equal("20180523", Numbers.Integer(20180523));
    }
}
