using Mnist.Formats;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using MnistExplanation.Report;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using TorchSharp;

namespace MnistExplanation.Tests.Commands;

/// <summary>What <c>explain</c> can do with layer-wise relevance propagation alone.</summary>
public sealed class PropagationTests : IDisposable
{
    private readonly Workplace place = new();

    public static TheoryData<string> CompositeNames => [.. NamedComposites.All.Select(composite => composite.Name)];

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(CompositeNames))]
    public async Task Every_composite_explains_as_the_library_does(string name)
    {
        var found = await ArrayAsync("--composite", name);

        Assert.Equal(Library((low, high) => NamedComposites.Find(name).Create(low, high)), found);
    }

    [Fact]
    public async Task Parameters_of_the_composite_can_be_set()
    {
        var found = await ArrayAsync("--composite", "gamma", "--set", "gamma=0.5");

        Assert.Equal(Library((low, high) => NamedComposites.Find("gamma").Create(low, high, new Dictionary<string, double> { ["gamma"] = 0.5 })), found);
        Assert.NotEqual(await ArrayAsync("--composite", "gamma"), found);
    }

    [Fact]
    public async Task Rules_take_precedence_and_the_first_that_fits_counts()
    {
        var found = await ArrayAsync("--rule", "first=flat", "--rule", "convolution=z-plus", "--rule", "0=w-square");

        Assert.Equal(
            Library((low, high) => NamedComposites.Default.Create(low, high)
                .WithFirst(new CompositeLine(LayerCondition.First, new Flat()), new CompositeLine(LayerCondition.Convolution, new ZPlus()))),
            found);
    }

    [Fact]
    public async Task A_composite_can_be_a_file_and_a_document_is_one_that_repeats_itself()
    {
        File.WriteAllText(place["mine.json"], """{ "name": "mine", "lines": [ { "layers": "pooling", "rule": "epsilon" }, { "layers": "linear", "rule": "z-plus" } ] }""");
        var mine = await ArrayAsync("--composite", place["mine.json"]);
        (await Cli.RunAsync("explain", "--index", "0", "--composite", place["mine.json"], "--rule", "3=gamma(gamma=0.1)", "--output", place["first.json"], place["first.npy"])).Succeeded();

        var replayed = await ArrayAsync("--composite", place["first.json"]);

        Assert.Equal(File.ReadAllBytes(place["first.npy"]), File.ReadAllBytes(place["r.npy"]));
        Assert.NotEqual(mine, replayed);
        Assert.Equal($"mine; 3=gamma(gamma=0.1)", Json.Read(place["first.json"])["composite"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_is_no_composite_is_explained()
    {
        File.WriteAllText(place["bad.json"], """{ "name": "mine" }""");
        File.WriteAllText(place["text.json"], "rules");

        (await Cli.RunAsync("explain", "--composite", place["bad.json"])).Failed(ExitCode.Failure, "bad.json", "lines");
        (await Cli.RunAsync("explain", "--composite", place["text.json"])).Failed(ExitCode.Failure, "text.json");
        (await Cli.RunAsync("explain", "--composite", place["missing.json"])).Failed(ExitCode.Failure, "missing.json");
        (await Cli.RunAsync("explain", "--composite", place["bad.json"], "--set", "epsilon=1")).Failed(ExitCode.WrongUsage, "named composite");
    }

    [Theory]
    [InlineData("--composite gama", "no composite 'gama'", "epsilon-gamma-box, lrp-0", "Did you mean 'gamma'?")]
    [InlineData("--composite epsilon --set gamma=1", "no parameter of composite 'epsilon' called 'gamma'", "there is epsilon")]
    [InlineData("--set epsilom=1", "gamma, epsilon", "Did you mean 'epsilon'?")]
    [InlineData("--set epsilon=-1", "at least 0")]
    [InlineData("--set epsilon", "NAME=VALUE", "'epsilon'")]
    [InlineData("--set epsilon=1 --set epsilon=2", "twice")]
    [InlineData("--rule 3=gama", "no rule 'gama'", "alpha-beta", "Did you mean 'gamma'?")]
    [InlineData("--rule 3=gamma(gama=1)", "gamma, epsilon, bias", "Did you mean 'gamma'?")]
    [InlineData("--rule 3=gamma(gamma=x)", "'x'", "finite number")]
    [InlineData("--rule 3", "LAYERS=RULE")]
    [InlineData("--rule 33=gamma", "no layer '33'", "3 (Conv2d)")]
    [InlineData("--rule convolutions=gamma", "no layer 'convolutions'", "Did you mean 'convolution'?")]
    [InlineData("--rule 1=gamma", "for linear layers, not for LeakyReLU")]
    [InlineData("--layer 33", "no layer '33'", "14 (Linear)")]
    [InlineData("--unit 33:1", "no layer '33'")]
    [InlineData("--unit 3:16", "feature maps 0 to 15")]
    [InlineData("--unit 8:120", "units 0 to 119")]
    [InlineData("--unit 3:a", "such as 3:5", "'3:a'")]
    [InlineData("--unit 3 --layer 5", "does not come before")]
    [InlineData("--unit 3 --target 1", "only one of them")]
    [InlineData("--unit 3 --contrast 1", "only one of them")]
    [InlineData("--unit 3 --start log-odds", "only one of them")]
    [InlineData("--start log-odds --contrast 1", "only one of them")]
    [InlineData("--start softmax", "logit or log-odds", "'softmax'")]
    [InlineData("--contrast -1", "--contrast takes a whole number")]
    [InlineData("--method simple-taylor --composite gamma", "--composite belongs to --method lrp")]
    [InlineData("--method simple-taylor --set gamma=1", "--set gamma=1: There is no parameter of method 'simple-taylor' called 'gamma'")]
    [InlineData("--method simple-taylor --rule first=flat", "--rule belongs to --method lrp")]
    [InlineData("--method simple-taylor --start logit", "--start belongs to --method lrp")]
    [InlineData("--method simple-taylor --layer 3", "--layer belongs to --method lrp")]
    [InlineData("--method sensitivity-analysis --unit 3", "--unit belongs to --method lrp")]
    [InlineData("--method simple-taylor --ledger", "--ledger belongs to --method lrp")]
    [InlineData("--method simple-taylor --plan", "--plan belongs to --method lrp")]
    public async Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts)
    {
        var result = await Cli.RunAsync(["explain", "--index", "0", .. arguments.Split(' ')]);

        result.Failed(ExitCode.WrongUsage, parts);
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("lrp")]
    [InlineData("simple-taylor")]
    public async Task A_contrast_is_the_difference_of_two_explanations(string method)
    {
        var seven = await ArrayAsync("--method", method, "--target", "7");
        var two = await ArrayAsync("--method", method, "--target", "2");

        var contrast = await ArrayAsync("--method", method, "--contrast", "2");

        Assert.InRange(Npy.Error(contrast, [.. seven.Zip(two, (p, q) => p - q)]), 0, 1e-9);
    }

    [Fact]
    public async Task A_contrast_says_what_it_compares()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "--contrast", "2")).Succeeded();
        Assert.Contains("7 not 2", result.Output, StringComparison.Ordinal);

        // The class against itself is nothing, and no other class.
        result = (await Cli.RunAsync("explain", "--index", "0", "--contrast", "7", "--output", place["r.json"])).Succeeded();
        var image = Json.Read(place["r.json"])["images"]![0]!;
        Assert.Equal(7, image["explained_class"]!.GetValue<int>());
        Assert.Equal(0, image["relevance_sum"]!.GetValue<double>());

        (await Cli.RunAsync("explain", "--index", "0", "--contrast", "10")).Failed(ExitCode.Failure, "0 to 9");
        (await Cli.RunAsync("explain", "--index", "0", "--target", "3", "--contrast", "3")).Failed(ExitCode.Failure, "with itself");
    }

    [Fact]
    public async Task The_log_odds_start_explains_another_score_than_the_logit()
    {
        var logit = await ArrayAsync("--start", "logit");
        var odds = await ArrayAsync("--start", "log-odds");

        Assert.Equal(await ArrayAsync(), logit);
        Assert.Equal(Library((low, high) => NamedComposites.Default.Create(low, high), Target.LogOdds(Target.Predicted)), odds);
    }

    [Fact]
    public async Task Relevance_at_a_hidden_layer_has_the_shape_of_the_layer()
    {
        (await Cli.RunAsync("explain", "--index", "0", "1", "--layer", "3", "--output", place["r.npy"], place["r.json"], place["r.png"])).Succeeded();
        (await Cli.RunAsync("explain", "--index", "0", "1", "--layer", "8", "--output", place["d.npy"], place["d.png"])).Succeeded();

        Assert.Equal([2, 16, 11, 11], NumpyFile.Read(place["r.npy"]).Shape);
        Assert.Equal([2, 120], NumpyFile.Read(place["d.npy"]).Shape);
        var document = Json.Read(place["r.json"]);
        Assert.Equal("3", document["parameters"]!["layer"]!.GetValue<string>());
        var relevance = document["images"]!.AsArray().SelectMany(image => image!["relevance"]!.AsArray()).SelectMany(map => map!.AsArray()).SelectMany(row => row!.AsArray());
        Assert.Equal(NumpyFile.Read(place["r.npy"]).ToSingles(), relevance.Select(value => value!.GetValue<float>()));
        Assert.All(["r.png", "d.png"], file => Assert.True(GreyImage.Decode(place[file]).Width > 100));
        (await Cli.RunAsync("explain", "--index", "0", "--layer", "3")).Succeeded();
    }

    [Fact]
    public async Task A_figure_of_too_many_feature_maps_is_refused()
    {
        NumpyFile.Write<byte>(place["many.npy"], new byte[41 * 784], 41, 28, 28);

        (await Cli.RunAsync("explain", "--images", place["many.npy"], "--layer", "3", "--output", place["r.png"])).Failed(ExitCode.Failure, "640", "656");
    }

    [Theory]
    [InlineData("3:5", 121)]
    [InlineData("8:7", 1)]
    [InlineData("8", 120)]
    public async Task A_hidden_unit_is_explained_by_its_own_value(string unit, int units)
    {
        (await Cli.RunAsync("explain", "--index", "0", "--unit", unit, "--dtype", "float64", "--output", place["r.json"], place["r.png"])).Succeeded();

        var document = Json.Read(place["r.json"]);
        var image = document["images"]![0]!;
        Assert.Equal($"unit {unit}", document["target"]!.GetValue<string>());
        Assert.Equal(unit, image["explained_unit"]!.GetValue<string>());
        Assert.Null(image["explained_class"]);
        Assert.Equal(10, image["scores"]!.AsArray().Count);
        Assert.Equal(7, image["predicted"]!.GetValue<int>());
        using var model = LoadedModel.Load(null);
        var parts = unit.Split(':');
        using var inputs = Inputs(model);
        using var scores = model.ToNetwork(torch.ScalarType.Float64).UpTo(parts[0]).Scores(inputs);
        var first = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) * units : 0;
        Assert.Equal(scores.narrow(1, first, units).sum().item<double>(), image["explained_score"]!.GetValue<double>(), 9);
    }

    [Fact]
    public async Task The_plan_says_which_layer_gets_which_rule_and_why()
    {
        var result = (await Cli.RunAsync("explain", "--plan", "--rule", "8=z-plus(bias=spread)")).Succeeded();

        Assert.Matches(@"0 +Conv2d +1 → 6, 3×3 +6×26×26 +zB \(l = −0\.4242, h = 2\.8215\) +first with weights", result.Output);
        Assert.Matches(@"3 +Conv2d +6 → 16, 3×3 +16×11×11 +LRP-γ \(γ = 0\.25\) +convolution", result.Output);
        Assert.Matches(@"5 +AvgPool2d +2×2 +16×5×5 +LRP-ε \(ε = 10⁻⁶\) +pooling", result.Output);
        Assert.Matches(@"8 +Linear +400 → 120 +120 +z⁺ \(bias spread\) +name 8", result.Output);
        Assert.Contains("epsilon-gamma-box; 8=z-plus(bias=spread)", result.Output, StringComparison.Ordinal);

        result = (await Cli.RunAsync("explain", "--plan", "--composite", "overview-mnist", "--layer", "3")).Succeeded();
        Assert.Matches(@"0 +Conv2d .* – +below --layer", result.Output);
        Assert.Contains("LRP-ε (ε = 0.1 rms)", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zero(bias=left-out)", "LRP-0 (bias left out)")]
    [InlineData("epsilon(epsilon=2.5e-7)", "LRP-ε (ε = 2.5·10⁻⁷)")]
    [InlineData("alpha-beta(alpha=1.5, beta=0.5, epsilon=0.01)", "LRP-αβ (α = 1.5, β = 0.5, ε = 0.01)")]
    [InlineData("w-square(bias=in-denominator)", "w²")]
    [InlineData("z-plus", "z⁺ (bias left out)")]
    [InlineData("flat", "flat")]
    [InlineData("gradient", "gradient")]
    public void Rules_are_written_as_in_papers(string notation, string expected)
    {
        using var model = LoadedModel.Load(null);
        var layer = model.ToNetwork(torch.ScalarType.Float32).Find("0").Layer;

        Assert.Equal(expected, RuleText.Of(Relevance.Propagation.Notation.RuleNotation.Parse(notation, 0, 1), layer));
    }

    [Fact]
    public async Task The_list_names_everything_there_is()
    {
        var result = (await Cli.RunAsync("explain", "--list")).Succeeded();

        Assert.All(MethodCatalogue.All, method => Assert.Contains($"  {method.Name} ", result.Output, StringComparison.Ordinal));
        Assert.All(["steps=50", "rule=gauss-legendre", "radius=2", "absolute=false", "wraps any method"], text => Assert.Contains(text, result.Output, StringComparison.OrdinalIgnoreCase));
        Assert.All(NamedComposites.All, composite => Assert.Contains($"  {composite.Name} ", result.Output, StringComparison.Ordinal));
        Assert.All(RuleCatalogue.Names, rule => Assert.Contains($"  {rule} ", result.Output, StringComparison.Ordinal));
        Assert.All(RuleCatalogue.Names, rule => Assert.NotEmpty(RuleCatalogue.Meaning(rule)));
        Assert.All(["gamma=0.25, epsilon=10⁻⁶", "last-N-fully-connected", "kind:KIND"], text => Assert.Contains(text, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ledger_tells_for_each_layer_what_enters_leaves_and_is_absorbed()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "1", "--ledger", "--output", place["r.json"])).Succeeded();

        Assert.Matches(@"14 Linear +LRP-ε .* %", result.Output);
        Assert.DoesNotContain("Warning", result.Output, StringComparison.Ordinal);
        var document = Json.Read(place["r.json"]);
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
        var result = (await Cli.RunAsync("explain", "--index", "0", "--ledger", "--composite", "epsilon", "--set", "epsilon=1000", "--output", place["r.json"])).Succeeded();

        Assert.Contains("Warning: Layer '14' (Linear(84 → 10)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Layer '14'", Json.Read(place["r.json"])["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_books_are_a_chart_from_the_score_back_to_the_pixels()
    {
        using var model = LoadedModel.Load(null);
        using var inputs = Inputs(model);
        var lrp = new PropagationChoice().Create(model.ToNetwork(torch.ScalarType.Float64), model.Normalization);
        var (explanation, ledger) = lrp.ExplainWithLedger(inputs);
        explanation.Dispose();

        var chart = LedgerChart.Create(ledger);

        // Five layers with a bias, two poolings without.
        Assert.Equal((5 * 3) + (2 * 2), chart.Bars.Count);
        Assert.Equal("14 Linear, leaves", chart.Bars[0].Name);
        Assert.All(chart.Bars.Chunk(3).Take(3), layer => Assert.Equal(100, layer.Sum(bar => bar.Value), 9));
        Assert.True(chart.Render().Height > 400);
    }

    /// <summary>The relevance of image 0 of the test set in float64.</summary>
    private async Task<double[]> ArrayAsync(params string[] arguments)
    {
        string[] type = arguments.Contains(place["first.json"]) ? [] : ["--dtype", "float64"];
        (await Cli.RunAsync(["explain", "--index", "0", .. type, .. arguments, "--output", place["r.npy"]])).Succeeded();
        return Npy.Read(place["r.npy"]);
    }

    private static double[] Library(Func<double, double, Composite> composite, Target? target = null)
    {
        using var model = LoadedModel.Load(null);
        var network = model.ToNetwork(torch.ScalarType.Float64);
        var (low, high) = (model.Normalization.Low(torch.ScalarType.Float64), model.Normalization.High(torch.ScalarType.Float64));
        using var inputs = Inputs(model);
        using var explanation = new LayerwiseRelevancePropagation(network, composite(low, high)).Explain(inputs, target);
        return explanation.Relevance.data<double>().ToArray();
    }

    private static torch.Tensor Inputs(LoadedModel model) =>
        model.Normalization.ToTensor(EmbeddedDigits.Instance.Find([0])!.Pixels.Span, 1, torch.ScalarType.Float64);
}
