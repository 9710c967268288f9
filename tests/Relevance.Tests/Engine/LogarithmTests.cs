using CsCheck;
using Relevance.Engine;

namespace Relevance.Tests.Engine;

public class LogarithmTests
{
    [Fact]
    public void It_equals_that_of_the_system_but_for_rounding() => Gen.Double[-740, 709].Select(Math.Exp).Sample(x =>
    {
        // Ours rounds m + 1, the quotient, the series and the sum, each by half a unit of the last place or a little more, that of a system is within one: 4 together.
        if (double.IsFinite(x) && x > 0)
            Assert.InRange(Math.Abs(Elementary.Logarithm(x) - Math.Log(x)), 0, 4 * (Math.BitIncrement(Math.Abs(Math.Log(x))) - Math.Abs(Math.Log(x))));
    });

    [Fact]
    public void It_is_exact_at_1_and_has_the_limits_of_IEEE_754()
    {
        Assert.Equal(0, Elementary.Logarithm(1));
        Assert.Equal(Math.Log(double.Epsilon), Elementary.Logarithm(double.Epsilon), 4 * (Math.BitIncrement(745.0) - 745));
        Assert.Equal(double.NegativeInfinity, Elementary.Logarithm(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Logarithm(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Logarithm(-1));
    }
}
