using CsCheck;
using Relevance.Engine;

namespace Relevance.Tests.Engine;

/// <summary>The cosine from additions and multiplications alone.</summary>
public class CosineTests
{
    /// <summary>Both are within one unit of the last place of numbers up to 1.</summary>
    [Fact]
    public void It_is_that_of_the_system_but_for_rounding() => Gen.Double[-1000, 1000].Sample(x =>
        Assert.InRange(Math.Abs(Elementary.Cosine(x) - Math.Cos(x)), 0, 2.3e-16));

    [Fact]
    public void It_is_exact_where_it_is_known()
    {
        Assert.Equal(1, Elementary.Cosine(0));
        Assert.Equal(-1, Elementary.Cosine(Math.PI));
        // π/2 rounded is 6.1·10⁻¹⁷ short of π/2.
        Assert.Equal(6.123233995736766e-17, Elementary.Cosine(Math.PI / 2), 1e-32);
        Assert.Equal(0.5, Elementary.Cosine(Math.PI / 3), 1.2e-16);
        Assert.True(double.IsNaN(Elementary.Cosine(double.NaN)));
        Assert.True(double.IsNaN(Elementary.Cosine(double.PositiveInfinity)));
    }
}
