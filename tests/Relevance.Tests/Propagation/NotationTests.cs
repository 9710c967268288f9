using CsCheck;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

public class NotationTests
{
    public static TheoryData<string> Names => [.. NamedComposites.All.Select(composite => composite.Name)];

    public static TheoryData<string> RuleNames => [.. RuleDefinitions.All.Select(rule => rule.Name)];

    [Fact]
    public void What_a_rule_writes_is_read_back() => Assert.All(
        new Rule[]
        {
            new LrpZero(BiasHandling.Spread), new LrpEpsilon(0.25, true, BiasHandling.LeftOut), new LrpGamma(0.5, 1e-9), new AlphaBeta(3, 2), new ZPlus(1e-3),
            new ZPlus(Bias: BiasHandling.InDenominator), new ZPlus(0, BiasHandling.Spread), new ZBox(-0.4, 2.8), new ZBox(new ChannelValues(-2.1, -2.0, -1.8), 3),
            new WSquare(Bias: BiasHandling.InDenominator), new Flat(0), new WinnerTakesAll(), new SignalTakesAll(), new AverageOfWindow(1e-3), new Pass(), new Gradient(),
        },
        rule => Assert.Equal(rule, RuleNotation.Parse(rule.ToString(), 0, 1)));

    [Fact]
    public void Bounds_for_each_channel_are_written_with_semicolons()
    {
        var rule = RuleNotation.Parse("z-box(low=\"-2.1; -2.0; -1.8\", high=3)", 0, 1);
        Assert.Equal(new ZBox(new ChannelValues(-2.1, -2.0, -1.8), 3), rule);
        Assert.Equal("z-box(low=\"-2.1; -2; -1.8\", high=3, epsilon=1E-06)", rule.ToString());
        Assert.Equal(rule, RuleNotation.Parse("z-box(low=-2.1; -2.0; -1.8, high=3)", 0, 1));
        Assert.Equal(rule, RuleNotation.Parse("z-box(high=3)", new ChannelValues(-2.1, -2.0, -1.8), 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_named_composite_gives_a_layer_is_read_back(string name) => Assert.All(
        NamedComposites.Find(name).Create(Golden.Low, Golden.High).Plan(Golden.Network),
        entry => Assert.Equal(entry.Rule, RuleNotation.Parse(entry.Rule.ToString(), 0, 1)));

    /// <summary>The definition and the rule are two places that name its parameters: they must agree.</summary>
    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_definition_of_a_rule_is_complete(string name)
    {
        var definition = Assert.Single(RuleDefinitions.All, rule => rule.Name == name);
        var rule = definition.Make(Arguments.Of(definition), new(-1, 2));
        Assert.Equal(name, rule.Name);
        Assert.EndsWith(".", definition.Meaning, StringComparison.Ordinal);
        Assert.NotEmpty(definition.Title);
        Assert.NotEmpty(definition.Formula);
        Assert.EndsWith(".", definition.Source, StringComparison.Ordinal);
        Assert.Equal(definition.Parameters.Select(parameter => parameter.Name), rule.Parameters.Keys);
        foreach (var parameter in definition.Parameters)
        {
            Assert.NotEmpty(parameter.Meaning);
            var standard = parameter.Name switch { "low" => new ChannelValues(-1), "high" => new ChannelValues(2), _ => parameter.Default! };
            Assert.Equal(Parameter.Write(standard), Parameter.Write(rule.Parameters[parameter.Name]));
        }
        Assert.Equal(rule, RuleNotation.Parse($"{definition}", -1, 2));
    }

    /// <summary>Every value that a parameter may have reaches the rule.</summary>
    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Parameters_in_writing_are_those_of_the_rule(string name)
    {
        foreach (var parameter in RuleDefinitions.TryFind(name)!.Parameters.Where(parameter => parameter.Name is not ("alpha" or "beta")))
        {
            string[] values = parameter.Kind switch
            {
                ParameterKind.Choice => [.. parameter.Choices],
                ParameterKind.Flag => ["true", "false"],
                ParameterKind.Channels => ["0.5", "0.25; 0.5"],
                _ => ["0", "0.125"],
            };
            Assert.All(values, value => Assert.Equal(value, Parameter.Write(RuleNotation.Parse($"{name}({parameter.Name}={value})", 0, 1).Parameters[parameter.Name]).Trim('"')));
        }
    }

    [Fact]
    public void Parameters_that_are_not_given_have_their_defaults()
    {
        Assert.Equal(new LrpGamma(0.5), RuleNotation.Parse("gamma(gamma=0.5)", 0, 1));
        Assert.Equal(new ZBox(-1, 2), RuleNotation.Parse(" z-box ", -1, 2));
        Assert.Equal(new AlphaBeta(3, 2), RuleNotation.Parse("alpha-beta ( alpha = 3 , beta = 2 )", 0, 1));
    }

    [Theory]
    [InlineData("gama", "There is no rule 'gama'; there are zero, epsilon, gamma", "Did you mean 'gamma'?")]
    [InlineData("gamma(gama=1)", "There is no parameter of rule 'gamma' called 'gama'; there are gamma, epsilon, bias.", "Did you mean 'gamma'?")]
    [InlineData("pass(epsilon=1)", "there are none")]
    [InlineData("gamma(gamma=x)", "Parameter 'gamma' takes a number of at least 0, not 'x'.")]
    [InlineData("gamma(gamma=NaN)", "Parameter 'gamma' takes a number of at least 0, not 'NaN'.")]
    [InlineData("gamma(gamma=1, gamma=2)", "Parameter 'gamma' of rule 'gamma' is given twice.")]
    [InlineData("gamma(gamma)", "name=value")]
    [InlineData("gamma(bias=gone)", "in-denominator, left-out or spread")]
    [InlineData("gamma(bias=spred)", "Did you mean 'spread'?")]
    [InlineData("epsilon(relative=2)", "true or false")]
    [InlineData("z-box(low=1; x)", "one for each channel")]
    [InlineData("z-box(low=2)", "l ≤ h")]
    [InlineData("z-box(low=\"0; 0\", high=\"1; 1; 1\")", "2 channels")]
    [InlineData("alpha-beta(alpha=0.5)", "at least 1")]
    [InlineData("alpha-beta(alpha=3)", "α − β = 1")]
    [InlineData("gamma(", "is not a rule")]
    [InlineData("", "is not a rule")]
    public void A_rule_that_is_none_says_what_there_is(string text, params string[] parts)
    {
        var message = Assert.Throws<FormatException>(() => RuleNotation.Parse(text, 0, 1)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

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

    [Theory]
    [InlineData("linear")]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("convolution")]
    [InlineData("fully-connected")]
    [InlineData("pooling")]
    [InlineData("activation")]
    [InlineData("last-2-fully-connected")]
    [InlineData("kind:Conv2d")]
    [InlineData("features.*")]
    [InlineData("name:first")]
    public void A_condition_in_writing_is_read_back(string text)
    {
        var condition = LayerConditionNotation.Parse(text);
        Assert.Equal(text, condition.ToString());
        Assert.NotEmpty(condition.Description);
        Assert.Equal(condition, LayerConditionNotation.Parse($"{condition}"));
    }

    [Fact]
    public void A_layer_may_be_called_what_stands_for_others()
    {
        Assert.Equal("name:first", $"{LayerCondition.Named("first")}");
        Assert.Equal(LayerCondition.Named("first"), LayerConditionNotation.Parse("name:first"));
        Assert.NotEqual(LayerCondition.First, LayerConditionNotation.Parse("name:first"));
    }

    [Fact]
    public void Every_form_of_a_condition_is_described() =>
        Assert.All(LayerConditionNotation.All, definition => Assert.NotEmpty(definition.Meaning));

    [Fact]
    public void A_composite_is_read_from_JSON_and_its_first_fitting_line_decides()
    {
        var composite = CompositeNotation.Parse(
            """
            { "name": "mine", "lines": [
              { "layers": "first", "rule": "z-box" }, { "layers": "last-2-fully-connected", "rule": "zero" }, { "layers": "kind:conv2d", "rule": "gamma" },
              { "layers": "pooling", "rule": "epsilon" }, { "layers": "linear", "rule": "epsilon(epsilon=0.1, relative=true)" } ] }
            """, Golden.Low, Golden.High);
        var plan = composite.Plan(Golden.Network);
        Assert.Equal("mine", composite.Name);
        Assert.Equal(
            [new ZBox(Golden.Low, Golden.High), new LrpEpsilon(), new LrpGamma(), new LrpEpsilon(), new LrpEpsilon(0.1, true), new LrpZero(), new LrpZero()],
            plan.Where(entry => entry.Rule is LinearRule).Select(entry => entry.Rule));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_composite_in_JSON_and_its_lines_in_writing_are_read_back(string name)
    {
        var composite = NamedComposites.Find(name).Create(new ChannelValues(-1, -0.5, -2), 2);
        var read = CompositeNotation.Parse(CompositeNotation.Write(composite), 0, 1);
        Assert.Equal(composite.Name, read.Name);
        Assert.Equal(composite.Lines, read.Lines);
        Assert.Equal(composite.Lines, CompositeNotation.ParseLines(CompositeNotation.WriteLines(composite.Lines), 0, 1));
    }

    [Theory]
    [InlineData("first=flat; 3", "'3' does not give layers a rule")]
    [InlineData("first=flat;", "does not give layers a rule")]
    [InlineData("first=z-box(low=0; 1", "do not match")]
    [InlineData("first=flatt", "Did you mean 'flat'?")]
    public void Lines_that_are_none_are_a_format_error(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => CompositeNotation.ParseLines(text, 0, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_for_no_layer_of_the_network_says_which_there_are()
    {
        CompositeNotation.ParseLine("1?=zero", 0, 1).RequireLayerOf(Golden.Network);
        var message = Assert.Throws<ArgumentException>(() => CompositeNotation.ParseLine("convolutoin=zero", 0, 1).RequireLayerOf(Golden.Network)).Message;
        Assert.Contains("no layer 'convolutoin'; there are 0 (Conv2d), ", message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'convolution'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_put_first_takes_precedence()
    {
        var plan = NamedComposites.Default.Create(Golden.Low, Golden.High).WithFirst(CompositeNotation.ParseLine("1?=zero", 0, 1)).Plan(Golden.Network)
            .ToDictionary(entry => entry.Node.Name);
        Assert.IsType<LrpZero>(plan["11"].Rule);
        Assert.IsType<LrpZero>(plan["14"].Rule);
        Assert.IsType<LrpEpsilon>(plan["8"].Rule);
        Assert.Equal("name 1?", plan["14"].Reason);
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
        Assert.Equal(Golden.Network.Nodes.Length, composite.Create(Golden.Low, Golden.High).Plan(Golden.Network).Length);
        Assert.Throws<ArgumentException>(() => composite.Create(Golden.Low, Golden.High, new Dictionary<string, double> { ["nonsense"] = 1 }));
        Assert.All(composite.Defaults.Keys, parameter => Assert.Throws<ArgumentException>(
            () => composite.Create(Golden.Low, Golden.High, new Dictionary<string, double> { [parameter] = -1 })));
        Assert.All(composite.Parameters, parameter => Assert.NotEmpty(parameter.Meaning));
    }

    [Fact]
    public void An_unknown_composite_lists_those_there_are() =>
        Assert.Contains("overview-mnist", Assert.Throws<ArgumentException>(() => NamedComposites.Find("x")).Message, StringComparison.Ordinal);
}
