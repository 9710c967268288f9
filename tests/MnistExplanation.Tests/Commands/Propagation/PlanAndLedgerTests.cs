using MnistExplanation.Digits;
using MnistExplanation.Report;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>What the propagation says of itself: <c>--plan</c>, <c>--list</c> and <c>--ledger</c>.</summary>
public sealed class PlanAndLedgerTests : PropagationTest
{
    [Fact]
    public async Task The_plan_says_which_layer_gets_which_rule_and_why()
    {
        var result = (await Cli.RunAsync("explain", "--plan", "--rule", "8=z-plus(bias=spread)")).Succeeded();

        Assert.Matches(@"0 +Conv2d +1 → 6, 3×3 +6×26×26 +zB \(l = −0\.4242, h = 2\.8215\) +first with weights", result.Output);
        Assert.Matches(@"3 +Conv2d +6 → 16, 3×3 +16×11×11 +LRP-γ \(γ = 0\.25\) +convolution", result.Output);
        Assert.Matches(@"5 +AvgPool2d +2×2 +16×5×5 +LRP-ε \(ε = 10⁻⁶\) +pooling", result.Output);
        Assert.Matches(@"8 +Linear +400 → 120 +120 +z⁺ \(bias spread\) +name 8", result.Output);
        Assert.Contains("epsilon-gamma-box; 8=z-plus(epsilon=", result.Output, StringComparison.Ordinal);

        result = (await Cli.RunAsync("explain", "--plan", "--composite", "overview-mnist", "--layer", "3")).Succeeded();
        Assert.Matches(@"0 +Conv2d .* – +below --layer", result.Output);
        Assert.Contains("LRP-ε (ε = 0.1 rms)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relevance_that_gets_lost_is_a_warning_that_names_the_layer_though_nobody_asked_for_the_ledger()
    {
        var lost = (await Cli.RunAsync("explain", "--index", "0", "--composite", "epsilon", "--set", "epsilon=1000")).Succeeded();
        var added = (await Cli.RunAsync("explain", "--composite", "alpha2-beta1", "--ledger")).Succeeded();
        var fine = (await Cli.RunAsync("explain", "--index", "0")).Succeeded();

        Assert.Contains("Warning: Layer '14' (Linear(84 → 10), rule epsilon(epsilon=1000", lost.Output, StringComparison.Ordinal);
        Assert.Contains("of the relevance that enters does not leave", lost.Output, StringComparison.Ordinal);
        Assert.Matches("Layer '14' .* relevance of more than 50 % of what enters is added", added.Output);
        Assert.DoesNotContain("Warning", fine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_names_everything_there_is()
    {
        var result = (await Cli.RunAsync("explain", "--list")).Succeeded();

        Assert.All(MethodCatalogue.All, method => Assert.Contains($"  {method.Name} ", result.Output, StringComparison.Ordinal));
        Assert.All(["steps=50", "rule=gauss-legendre", "radius=2", "absolute=false", "wraps any method"], text => Assert.Contains(text, result.Output, StringComparison.OrdinalIgnoreCase));
        Assert.All(NamedComposites.All, composite => Assert.Contains($"  {composite.Name} ", result.Output, StringComparison.Ordinal));
        Assert.All(RuleDefinitions.All, rule => Assert.Contains($"  {rule.Name} ", result.Output, StringComparison.Ordinal));
        Assert.All(RuleDefinitions.All, rule => Assert.NotEmpty(rule.Meaning));
        Assert.All(["gamma=0.25, epsilon=10⁻⁶", "last-N-fully-connected", "kind:KIND"], text => Assert.Contains(text, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ledger_tells_for_each_layer_what_enters_leaves_and_is_absorbed()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "1", "--ledger", "--output", Place["r.json"])).Succeeded();

        Assert.Matches(@"bias +worst +worst\s+layer +rule +entering +leaving +% +% +ε % +% +largest +NaN", result.Output);
        Assert.Matches(@"14 Linear +LRP-ε \(ε = 10⁻⁶\) +\d", result.Output);
        Assert.DoesNotContain("Warning", result.Output, StringComparison.Ordinal);
        var document = Json.Read(Place["r.json"]);
        Assert.Empty(document["warnings"]!.AsArray());
        foreach (var image in document["images"]!.AsArray())
        {
            var ledger = image!["ledger"]!.AsArray();
            Assert.Equal(15, ledger.Count);
            Assert.Equal(image["explained_score"]!.GetValue<double>(), ledger[0]!["entering"]!.GetValue<double>(), 4);
            Assert.Equal(image["relevance_sum"]!.GetValue<double>(), ledger[^1]!["leaving"]!.GetValue<double>(), 4);
            foreach (var layer in ledger.Where(layer => !layer!["rule"]!.GetValue<string>().StartsWith("pass", StringComparison.Ordinal)))
            {
                double Value(string name) => layer![name]!.GetValue<double>();
                Assert.Equal(Value("entering"), Value("leaving") + Value("bias") + Value("epsilon"), 3);
            }
        }
    }

    [Fact]
    public async Task A_loss_is_a_warning_that_names_the_layer()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "--ledger", "--composite", "epsilon", "--set", "epsilon=1000", "--output", Place["r.json"])).Succeeded();

        Assert.Contains("Warning: Layer '14' (Linear(84 → 10)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Layer '14'", Json.Read(Place["r.json"])["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_books_are_a_chart_from_the_score_back_to_the_pixels()
    {
        var model = DigitModel.Load(null);
        var inputs = Inputs(model);
        var lrp = (LayerwiseRelevancePropagation)MethodNotation.Parse("lrp").Create(model.Network, model.Domain(inDouble: true, null));
        var ledger = lrp.ExplainWithLedger(inputs).Ledger;

        var chart = LedgerChart.Create(ledger);

        // Five layers with a bias, two poolings without.
        Assert.Equal((5 * 3) + (2 * 2), chart.Bars.Count);
        Assert.Equal("14 Linear, leaves", chart.Bars[0].Name);
        Assert.All(chart.Bars.Chunk(3).Take(3), layer => Assert.Equal(100, layer.Sum(bar => bar.Value), 9));
        Assert.True(chart.Render().Height > 400);
    }

    [Theory]
    [InlineData("--method simple-taylor --ledger", "--ledger belongs to --method lrp")]
    [InlineData("--method simple-taylor --plan", "--plan belongs to --method lrp")]
    public Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts) => RefusedAsync(arguments, parts);
}
