using MnistExplanation.Evaluating.Experiments;

namespace MnistExplanation.Tests.Evaluating.Experiments;

public sealed class MaxFunctionTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData("sensitivity analysis", 1, 0)]
    [InlineData("simple Taylor", 3, 0)]
    [InlineData("LRP-z⁺ (deep Taylor)", 2.5, 0.5)]
    [InlineData("LRP-γ (γ = 0.25)", 63.0 / 22, 3.0 / 22)]
    public void Each_method_explains_the_point_3_1_as_computed_by_hand(string title, double r1, double r2)
    {
        var method = MaxFunction.Methods().Single(method => method.Title == title);

        var found = MaxFunction.Explain(method.Explainer, [(3, 1), (1, 3)]);

        Assert.Equal(r1, found[0].R1, Tolerance);
        Assert.Equal(r2, found[0].R2, Tolerance);
        // The function is symmetric, and so is what is said of it.
        Assert.Equal(r2, found[1].R1, Tolerance);
        Assert.Equal(r1, found[1].R2, Tolerance);
    }

    [Fact]
    public void Across_the_diagonal_gradients_jump_by_twice_themselves_and_relevance_propagation_does_not_jump()
    {
        foreach (var (_, explainer, favoured) in MaxFunction.Methods())
        {
            var (coarse, fine) = (Jump(1e-4), Jump(1e-6));
            if (favoured)
                Assert.InRange(coarse / fine, 90, 110);
            else
                Assert.Equal((2, 2), (Math.Round(coarse, 9), Math.Round(fine, 9)));

            double Jump(double step) => MaxFunction.LargestJump(points => MaxFunction.Explain(explainer, points), step);
        }
    }

    [Fact]
    public void The_jump_of_a_constant_is_0_and_that_of_a_change_of_sides_is_known()
    {
        Assert.Equal(0, MaxFunction.LargestJump(points => [.. points.Select(_ => (1.0, 2.0))], 0.1));
        Assert.Equal(0, MaxFunction.LargestJump(points => [.. points.Select(_ => (0.0, 0.0))], 0.1));
        Assert.Equal(1, MaxFunction.LargestJump(points => [.. points.Select(point => point.X1 > point.X2 ? (3.0, 1.0) : (1.0, 3.0))], 0.1), Tolerance);
    }

    [Theory]
    [InlineData(false, false, true, true, "Reproduced:")]
    [InlineData(true, true, false, false, "Not reproduced:")]
    [InlineData(false, true, true, true, "Reproduced in part:")]
    public void The_sentence_says_what_the_jumps_say(bool first, bool second, bool third, bool fourth, string beginning)
    {
        MethodOnPlane[] methods = [Method("a", false, first), Method("b", false, second), Method("c", true, third), Method("d", true, fourth)];

        var sentence = VectorFieldExperiment.Sentence(methods);

        Assert.StartsWith(beginning, sentence, StringComparison.Ordinal);
        Assert.All(methods, method => Assert.Contains($"{method.Title} (", sentence, StringComparison.Ordinal));
        // Those that jump are named first.
        var jumping = sentence.IndexOf("however small", StringComparison.Ordinal);
        Assert.All(methods, method => Assert.Equal(!VectorFieldExperiment.IsContinuous(method), sentence.IndexOf($"{method.Title} (", StringComparison.Ordinal) < jumping));

        static MethodOnPlane Method(string title, bool favoured, bool continuous) => new(title, favoured, _ => [], [1, continuous ? 1e-6 : 2]);
    }
}
