namespace Relevance.Imaging.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-12, "−12")]
    [InlineData(0.5, "0.500")]
    [InlineData(0.123456, "0.123")]
    [InlineData(-0.05321, "−0.0532")]
    [InlineData(9.999, "10.0")]
    [InlineData(123.456, "123")]
    [InlineData(12345.6, "12346")]
    [InlineData(0.0000321, "3.21×10⁻⁵")]
    [InlineData(-4.5e12, "−4.50×10¹²")]
    public void Numbers_have_three_significant_digits(double value, string text) => Assert.Equal(text, NumberText.Plain(value));

    [Theory]
    [InlineData(0.25, "+0.250")]
    [InlineData(-0.25, "−0.250")]
    [InlineData(0, "0")]
    public void A_sign_is_written_where_it_matters(double value, string text) => Assert.Equal(text, NumberText.Signed(value));

    [Theory]
    [InlineData(8.3, "8.30")]
    [InlineData(-5.126, "−5.13")]
    [InlineData(-0.0004, "0.00")]
    [InlineData(0, "0.00")]
    public void Numbers_of_a_column_have_the_same_decimals(double value, string text) => Assert.Equal(text, NumberText.Beside(value, 8.3));

    [Fact]
    public void A_fraction_is_written_as_per_cent() => Assert.Equal("98.97 %", NumberText.Percent(0.98966, 2));
}
