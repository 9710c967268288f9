using CsCheck;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Notation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

public class NotationTests
{
    [Fact]
    public void What_a_rule_writes_is_read_back() => Assert.All(
        new Rule[]
        {
            new LrpZero(BiasHandling.Spread), new LrpEpsilon(0.25, true, BiasHandling.LeftOut), new LrpGamma(0.5, 1e-9), new AlphaBeta(3, 2), new ZPlus(1e-3),
            new ZPlus(Bias: BiasHandling.InDenominator), new ZPlus(0, BiasHandling.Spread),
            new ZBox(-0.4, 2.8), new WSquare(Bias: BiasHandling.InDenominator), new Flat(0), new Pass(), new Gradient(),
        },
        rule => Assert.Equal(rule.ToString(), RuleNotation.Parse(rule.ToString(), 0, 1).ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_named_composite_gives_a_layer_is_read_back(string name) => Assert.All(
        NamedComposites.Find(name).Create(Golden.Low, Golden.High).Plan(Golden.Network()),
        entry => Assert.Equal(entry.Rule, RuleNotation.Parse(entry.Rule.ToString(), 0, 1)));

    [Fact]
    public void Parameters_that_are_not_given_have_their_defaults()
    {
        Assert.Equal(new LrpGamma(0.5).ToString(), RuleNotation.Parse("gamma(gamma=0.5)", 0, 1).ToString());
        Assert.Equal(new ZBox(-1, 2).ToString(), RuleNotation.Parse(" z-box ", -1, 2).ToString());
    }

    [Theory]
    [InlineData("gama", "There is no rule 'gama'; there are zero, epsilon, gamma")]
    [InlineData("gamma(gama=1)", "there are gamma, epsilon, bias")]
    [InlineData("gamma(gamma=x)", "not a finite number")]
    [InlineData("gamma(gamma=NaN)", "not a finite number")]
    [InlineData("gamma(gamma)", "name=value")]
    [InlineData("gamma(bias=gone)", "in-denominator, left-out, spread")]
    [InlineData("epsilon(relative=2)", "neither true nor false")]
    [InlineData("gamma(", "is not a rule")]
    [InlineData("", "is not a rule")]
    public void A_rule_that_is_none_says_what_there_is(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => RuleNotation.Parse(text, 0, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_a_rule_or_a_format_error() => Gen.String.Sample(text =>
    {
        try
        {
            Assert.NotNull(RuleNotation.Parse(text, 0, 1));
        }
        catch (FormatException error)
        {
            Assert.NotEmpty(error.Message);
        }
    });

    [Fact]
    public void A_composite_is_read_from_JSON_and_its_first_fitting_line_decides()
    {
        var composite = CompositeNotation.Parse(
            """
            { "name": "mine", "lines": [
              { "layers": "first", "rule": "z-box" }, { "layers": "last-2-fully-connected", "rule": "zero" }, { "layers": "kind:conv2d", "rule": "gamma" },
              { "layers": "pooling", "rule": "epsilon" }, { "layers": "linear", "rule": "epsilon(epsilon=0.1, relative=true)" } ] }
            """, Golden.Low, Golden.High);
        var plan = composite.Plan(Golden.Network());
        Assert.Equal("mine", composite.Name);
        Assert.Equal(
            [new ZBox(Golden.Low, Golden.High), new LrpEpsilon(), new LrpGamma(), new LrpEpsilon(), new LrpEpsilon(0.1, true), new LrpZero(), new LrpZero()],
            plan.Where(entry => entry.Rule is LinearRule).Select(entry => entry.Rule));
    }

    [Fact]
    public void A_line_put_first_takes_precedence()
    {
        var plan = NamedComposites.Default.Create(Golden.Low, Golden.High).WithFirst(CompositeNotation.ParseLine("1?=zero", 0, 1)).Plan(Golden.Network());
        Assert.IsType<LrpZero>(plan[11].Rule);
        Assert.IsType<LrpZero>(plan[14].Rule);
        Assert.IsType<LrpEpsilon>(plan[8].Rule);
        Assert.Equal("name 1?", plan[14].Reason);
    }

    [Theory]
    [InlineData("{ \"name\": \"x\" }")]
    [InlineData("{ \"name\": \"x\", \"lines\": [ { \"layers\": \"first\" } ] }")]
    [InlineData("{ \"name\": \"x\", \"lines\": [], \"more\": 1 }")]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("{ \"name\": \"x\", \"lines\": [null] }")]
    public void A_composite_that_is_none_is_a_format_error(string json) =>
        Assert.NotEmpty(Assert.Throws<FormatException>(() => CompositeNotation.Parse(json, 0, 1)).Message);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_named_composite_has_a_plan_for_the_network_and_refuses_what_it_does_not_know(string name)
    {
        var composite = NamedComposites.Find(name);
        Assert.Equal(15, composite.Create(Golden.Low, Golden.High).Plan(Golden.Network()).Length);
        Assert.Throws<ArgumentException>(() => composite.Create(Golden.Low, Golden.High, new Dictionary<string, double> { ["nonsense"] = 1 }));
        Assert.All(composite.Defaults.Keys, parameter => Assert.Throws<ArgumentException>(
            () => composite.Create(Golden.Low, Golden.High, new Dictionary<string, double> { [parameter] = -1 })));
    }

    public static TheoryData<string> Names => [.. NamedComposites.All.Select(composite => composite.Name)];

    [Fact]
    public void An_unknown_composite_lists_those_there_are() =>
        Assert.Contains("overview-mnist", Assert.Throws<ArgumentException>(() => NamedComposites.Find("x")).Message, StringComparison.Ordinal);
}
