using MnistExplanation.Digits;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>Rules for single layers, <c>--rule</c>, and how rules are written.</summary>
public sealed class RuleTests : PropagationTest
{
    [Fact]
    public async Task Rules_take_precedence_and_the_first_that_fits_counts()
    {
        var found = await ArrayAsync("--rule", "first=flat", "--rule", "convolution=z-plus", "--rule", "0=w-square");

        Assert.Equal(
            Library((low, high) => NamedComposites.Default.Create(low, high)
                .WithFirst(new CompositeLine(LayerCondition.First, new Flat()), new CompositeLine(LayerCondition.Convolution, new ZPlus()))),
            found);
    }

    [Theory]
    [InlineData("zero(bias=left-out)", "LRP-0 (bias left out)")]
    [InlineData("epsilon(epsilon=2.5e-7)", "LRP-ε (ε = 2.5·10⁻⁷)")]
    [InlineData("alpha-beta(alpha=1.5, beta=0.5, epsilon=0.01)", "LRP-αβ (α = 1.5, β = 0.5, ε = 0.01)")]
    [InlineData("w-square(bias=in-denominator)", "w²")]
    [InlineData("z-plus", "z⁺ (bias left out)")]
    [InlineData("z-plus(bias=in-denominator)", "z⁺")]
    [InlineData("flat", "flat")]
    [InlineData("flat(epsilon=0.5)", "flat (ε = 0.5)")]
    [InlineData("epsilon", "LRP-ε (ε = 10⁻⁶)")]
    [InlineData("epsilon(epsilon=0.25, relative=true)", "LRP-ε (ε = 0.25 rms)")]
    [InlineData("gamma(gamma=0.5)", "LRP-γ (γ = 0.5)")]
    [InlineData("z-box", "zB (l = 0, h = 1)")]
    [InlineData("winner-takes-all", "winner takes all")]
    [InlineData("gradient", "gradient")]
    public void Rules_are_written_as_in_papers(string notation, string expected)
    {
        var model = DigitModel.Load(null);
        var layer = model.Network.Find("0").Layer;

        Assert.Equal(expected, RuleText.Of(RuleNotation.Parse(notation, 0, 1), layer));
    }

    [Theory]
    [InlineData("--rule 3=gama", "no rule 'gama'", "alpha-beta", "Did you mean 'gamma'?")]
    [InlineData("--rule 3=gamma(gama=1)", "gamma, epsilon, bias", "Did you mean 'gamma'?")]
    [InlineData("--rule 3=gamma(gamma=x)", "'x'", "a number")]
    [InlineData("--rule 3", "LAYERS=RULE")]
    [InlineData("--rule 33=gamma", "no layer '33'", "3 (Conv2d)")]
    [InlineData("--rule convolutions=gamma", "no layer 'convolutions'", "Did you mean 'convolution'?")]
    [InlineData("--rule 1=gamma", "for linear layers, not for LeakyReLU")]
    [InlineData("--method simple-taylor --rule first=flat", "--rule belongs to --method lrp")]
    public Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts) => RefusedAsync(arguments, parts);
}
