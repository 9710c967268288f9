using System.Globalization;
using CsCheck;
using MnistExplanation.Tests.Support;
using Relevance.Propagation.Composites;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>Which composite: <c>--composite</c> and <c>--set</c>.</summary>
public sealed class CompositeTests : PropagationTest
{
    private static readonly string[] Biases = ["in-denominator", "left-out", "spread"];

    /// <summary>A rule for a linear layer, written with all digits of its parameters.</summary>
    private static readonly Gen<string> AnyRule = Gen.Select(Gen.Double[1e-9, 2], Gen.Double[1e-9, 2], Gen.Int[0, 2].Select(i => Biases[i]), Gen.Int[0, 7]).Select(
        (a, b, bias, kind) => kind switch
        {
            0 => $"zero(bias={bias})",
            1 => $"epsilon(epsilon={Digits(a)}, relative={(b > 1 ? "true" : "false")}, bias={bias})",
            2 => $"gamma(gamma={Digits(a)}, epsilon={Digits(b)}, bias={bias})",
            3 => $"alpha-beta(alpha={Digits(1 + a)}, beta={Digits(a)}, epsilon={Digits(b)}, bias={bias})",
            4 => $"z-plus(epsilon={Digits(a)}, bias={bias})",
            5 => $"z-box(low={Digits(-a)}, high={Digits(3 + b)})",
            6 => $"w-square(epsilon={Digits(a)}, bias={bias})",
            _ => $"flat(epsilon={Digits(a)})",
        });

    public static TheoryData<string> CompositeNames => [.. NamedComposites.All.Select(composite => composite.Name)];

    [Theory]
    [MemberData(nameof(CompositeNames))]
    public async Task Every_composite_explains_as_the_library_does(string name)
    {
        var found = await ArrayAsync("--composite", name);

        Assert.Equal(Library((low, high) => NamedComposites.Find(name).Create(low, high)), found);
    }

    [Fact]
    public async Task A_composite_can_be_set_like_any_parameter_but_not_twice()
    {
        Assert.Equal(await ArrayAsync("--composite", "gamma", "--set", "gamma=0.5"), await ArrayAsync("--set", "composite=gamma", "--set", "gamma=0.5"));
        await RefusedAsync("--composite gamma --set composite=epsilon", ["each choose a composite"]);
        await RefusedAsync("--plan --output r.png", ["--plan explains no image", "--output"]);
        await RefusedAsync("--plan --contrast 99", ["--plan explains no image", "--contrast"]);
    }

    [Fact]
    public async Task Parameters_of_the_composite_can_be_set()
    {
        var found = await ArrayAsync("--composite", "gamma", "--set", "gamma=0.5");

        Assert.Equal(Library((low, high) => NamedComposites.Find("gamma").Create(low, high, new Dictionary<string, double> { ["gamma"] = 0.5 })), found);
        Assert.NotEqual(await ArrayAsync("--composite", "gamma"), found);
    }

    [Theory]
    [MemberData(nameof(CompositeNames))]
    public async Task The_document_of_an_explanation_is_a_composite_that_gives_it_again_to_the_bit(string name)
    {
        // Not only the defaults: a parameter whose digits never end.
        var settings = NamedComposites.Find(name).Defaults.Keys.SelectMany(parameter => new[] { "--set", $"{parameter}={1.0 / 3:R}" });

        await AssertReplayedAsync("--composite", name);
        await AssertReplayedAsync(["--composite", name, .. settings]);
    }

    [Fact]
    public Task So_is_that_of_any_rules_with_any_parameters() => Gen.Select(AnyRule.Array[6], Gen.Bool).SampleAsync(
        (rules, wide) => AssertReplayedAsync([.. rules.Zip(["0", "3", "5", "8", "11", "14"]).SelectMany(pair => new[] { "--rule", $"{pair.Second}={pair.First}" }), "--dtype", wide ? "float64" : "float32"]),
        iter: 10, threads: 1);

    [Fact]
    public async Task A_composite_can_be_a_file_and_a_document_is_one_that_repeats_itself()
    {
        File.WriteAllText(Place["mine.json"], """{ "name": "mine", "lines": [ { "layers": "pooling", "rule": "epsilon" }, { "layers": "linear", "rule": "z-plus" } ] }""");
        string[] arguments = ["--composite", Place["mine.json"], "--rule", "3=gamma(gamma=0.1)"];

        await AssertReplayedAsync([.. arguments]);
        Assert.NotEqual(await ArrayAsync("--composite", Place["mine.json"]), await ArrayAsync(arguments));
        Assert.Equal("mine; 3=gamma(gamma=0.1, epsilon=1E-06, bias=in-denominator)", Json.Read(Place["first.json"])["composite"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_is_no_composite_is_explained()
    {
        File.WriteAllText(Place["bad.json"], """{ "name": "mine" }""");
        File.WriteAllText(Place["text.json"], "rules");

        (await Cli.RunAsync("explain", "--composite", Place["bad.json"])).Failed(ExitCode.Failure, "bad.json", "lines");
        (await Cli.RunAsync("explain", "--composite", Place["text.json"])).Failed(ExitCode.Failure, "text.json");
        (await Cli.RunAsync("explain", "--composite", Place["missing.json"])).Failed(ExitCode.Failure, "missing.json");
        (await Cli.RunAsync("explain", "--composite", Place["bad.json"], "--set", "epsilon=1")).Failed(ExitCode.WrongUsage, "named composite");
    }

    [Theory]
    [InlineData("--composite gama", "no composite 'gama'", "epsilon-gamma-box, lrp-0", "Did you mean 'gamma'?")]
    [InlineData("--composite epsilon --set gamma=1", "no parameter of composite 'epsilon' called 'gamma'", "there is epsilon")]
    [InlineData("--set epsilom=1", "gamma, epsilon", "Did you mean 'epsilon'?")]
    [InlineData("--set epsilon=-1", "at least 0")]
    [InlineData("--set epsilon", "NAME=VALUE", "'epsilon'")]
    [InlineData("--set epsilon=1 --set epsilon=2", "twice")]
    [InlineData("--method simple-taylor --composite gamma", "--composite belongs to --method lrp")]
    [InlineData("--method simple-taylor --set gamma=1", "--set gamma=1: There is no parameter of method 'simple-taylor' called 'gamma'")]
    public Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts) => RefusedAsync(arguments, parts);

    private static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Requires that the document written beside an explanation gives it again, and once more.</summary>
    private async Task AssertReplayedAsync(params IReadOnlyList<string> arguments)
    {
        await ExplainAsync([.. arguments, "--output", Place["first.json"], Place["first.npy"]]);
        // The type is no part of a composite.
        string[] type = [.. arguments.SkipWhile(argument => argument != "--dtype")];
        await ExplainAsync(["--composite", Place["first.json"], .. type, "--output", Place["again.json"], Place["again.npy"]]);

        Assert.Equal(File.ReadAllBytes(Place["first.npy"]), File.ReadAllBytes(Place["again.npy"]));
        Assert.Equal(Composite("first.json"), Composite("again.json"));

        string Composite(string file) => Json.Read(Place[file])["composite"]!.ToJsonString();
    }
}
