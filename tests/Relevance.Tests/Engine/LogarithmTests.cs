using CsCheck;
using Relevance.Engine;

namespace Relevance.Tests.Engine;

public class LogarithmTests
{
    [Fact]
    public void It_equals_that_of_the_system_but_for_rounding() => Gen.Double[-740, 709].Select(Math.Exp).Sample(x =>
    {
        if (double.IsFinite(x) && x > 0)
            Assert.InRange(Math.Abs(Elementary.Logarithm(x) - Math.Log(x)), 0, 4e-16 * Math.Max(Math.Abs(Math.Log(x)), 1e-3) + 1e-18);
    });

    [Fact]
    public void It_is_exact_at_1_and_has_the_limits_of_IEEE_754()
    {
        Assert.Equal(0, Elementary.Logarithm(1));
        Assert.Equal(Math.Log(double.Epsilon), Elementary.Logarithm(double.Epsilon), 1e-12);
        Assert.Equal(double.NegativeInfinity, Elementary.Logarithm(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Logarithm(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Logarithm(-1));
    }
}
