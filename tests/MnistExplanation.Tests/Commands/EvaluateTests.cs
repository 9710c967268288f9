using System.Globalization;
using System.Xml.Linq;
using Mnist.ModelFiles;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using MnistExplanation.Tests.Support;
using Relevance.Imaging;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;

namespace MnistExplanation.Tests.Commands;

public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] Deterministic = ["comparisons.csv", "evaluation.csv", "evaluation.html", "evaluation.json", "ranks.png", "selectivity.png"];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    private string[] Command(string output, params string[] more) =>
    [
        "evaluate", "--data", place.Data, "--count", "6", "--threads", "1", "--methods", "simple-taylor, lrp(composite=deep-taylor), sensitivity-analysis",
        "--measures", "conservation,selectivity,selectivity-random,selectivity-gap,random-logit,sparseness", "--output", place[output], .. more,
    ];

    [Fact]
    public async Task A_few_digits_give_a_table_a_page_and_the_same_bytes_again()
    {
        var result = (await Cli.RunTinyAsync(Command("a"))).Succeeded();

        Assert.Contains("lrp(composite=deep-taylor)", result.Output, StringComparison.Ordinal);
        Assert.Contains("Means over 6 images of Tiny MNIST and 1 model (seed 0)", result.Output, StringComparison.Ordinal);
        Assert.Contains("time by measure", result.Output, StringComparison.Ordinal);
        Assert.Equal([.. Deterministic, "times.json"], place.Files("a"));
        Assert.Equal(18, place.Files("a/measurements").Count());

        // Another run goes on from what is there; one from nothing measures the same.
        var again = (await Cli.RunTinyAsync(Command("a"))).Succeeded();
        Assert.Contains("18 of 18 measurements were kept", again.Output, StringComparison.Ordinal);
        (await Cli.RunTinyAsync(Command("b"))).Succeeded();
        Assert.All(Deterministic, file => Assert.Equal(File.ReadAllBytes(place[$"a/{file}"]), File.ReadAllBytes(place[$"b/{file}"])));

        var document = Json.Read(place["a/evaluation.json"]);
        Assert.Equal(["conservation", "selectivity", "selectivity-random", "selectivity-gap", "random-logit", "sparseness"],
            document["measures"]!.AsArray().Select(measure => measure!["name"]!.GetValue<string>()));
        // Chance is the same for all: nobody is ranked by it.
        Assert.All(document["measures"]![2]!["results"]!.AsArray(), method => Assert.Null(method!["rank"]));
        var conservation = document["measures"]![0]!["results"]!.AsArray();
        Assert.Equal(1, conservation[1]!["rank"]!.GetValue<double>());
        Assert.All(conservation, method =>
        {
            var (mean, interval) = (method!["mean"]!.GetValue<double>(), method["interval"]!.AsArray());
            Assert.InRange(mean, interval[0]!.GetValue<double>(), interval[1]!.GetValue<double>());
        });
        var rows = File.ReadAllLines(place["a/evaluation.csv"]);
        Assert.Equal(1 + 18, rows.Length);
        Assert.Equal(1 + 18, File.ReadAllLines(place["a/comparisons.csv"]).Length);
        Assert.Equal(conservation[0]!["mean"]!.GetValue<double>(), double.Parse(rows[1].Split(',')[3], CultureInfo.InvariantCulture));

        var page = XDocument.Parse(File.ReadAllText(place["a/evaluation.html"]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("table"), table => (string?)table.Attribute("class") == "sorts");
        Assert.Contains("script-src 'sha256-", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Value.StartsWith("http", StringComparison.Ordinal));
        Assert.True(GreyImage.Decode(place["a/ranks.png"]).Width > 300);
    }

    [Fact]
    public async Task A_run_goes_on_where_it_was_and_ends_with_the_same_bytes()
    {
        (await Cli.RunTinyAsync(Command("whole"))).Succeeded();
        // Some cells are missing, one is damaged.
        (await Cli.RunTinyAsync(Command("part"))).Succeeded();
        var cells = Directory.GetFiles(place["part/measurements"]).Order(StringComparer.Ordinal).ToArray();
        foreach (var cell in cells[..10])
            File.Delete(cell);
        File.WriteAllText(cells[11], "{");
        File.Delete(place["part/evaluation.json"]);

        var result = (await Cli.RunTinyAsync(Command("part"))).Succeeded();

        Assert.Contains("7 of 18 measurements were kept", result.Output, StringComparison.Ordinal);
        Assert.All(Deterministic, file => Assert.Equal(File.ReadAllBytes(place[$"whole/{file}"]), File.ReadAllBytes(place[$"part/{file}"])));
        var forced = (await Cli.RunTinyAsync(Command("part", "--force"))).Succeeded();
        Assert.DoesNotContain("kept", forced.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stops_it_keeps_what_is_measured_and_nothing_half_written()
    {
        using var source = new CancellationTokenSource();
        // Stopped as soon as the first measurements are there.
        var running = Cli.RunTinyAsync(source.Token, [.. Command("a").Select(argument => argument == "6" ? "60" : argument)]);
        while (!running.IsCompleted && !(Directory.Exists(place["a/measurements"]) && Directory.EnumerateFiles(place["a/measurements"], "*.json").Any()))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await source.CancelAsync();
        var result = await running;

        // A fast machine may have ended before.
        if (result.Code != ExitCode.Success)
            result.Failed(ExitCode.Cancelled, "kept in", "continues");
        Assert.DoesNotContain(place.Files("a/measurements"), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.All(place.Files("a/measurements"), file => Assert.NotNull(Json.Read(place[$"a/measurements/{file}"])));
    }

    [Fact]
    public async Task Other_seeds_are_trained_once_and_on_pairs_for_localisation()
    {
        string[] command =
        [
            "evaluate", "--data", place.Data, "--count", "5", "--seeds", "2", "--threads", "1", "--methods", "lrp,lrp(composite=deep-taylor)", "--measures", "pointing-game,sparseness",
            "--output", place["a"],
        ];
        var first = (await Cli.RunTinyAsync(command)).Succeeded();
        Assert.Equal(["mnist.pairs.target.seed1.safetensors", "mnist.target.seed1.safetensors"], place.Files("a/models"));
        Assert.Contains("Training the network of seed 1", first.Output, StringComparison.Ordinal);
        // Which, why and how to leave it out, before it starts.
        string[] announced =
        [
            "First 2 networks will be trained", "which takes about ", "1 on Tiny MNIST, 10 epochs; --model FILE", "1 on pairs of images, 5 epochs, for pointing-game; --measures without it leaves that out",
        ];
        Assert.All(announced, text => Assert.InRange(first.Output.IndexOf(text, StringComparison.Ordinal), 0, first.Output.IndexOf("Training the", StringComparison.Ordinal)));
        var second = (await Cli.RunTinyAsync(command)).Succeeded();
        Assert.DoesNotContain("Training", second.Output, StringComparison.Ordinal);
        var document = Json.Read(place["a/evaluation.json"]);
        Assert.Equal(["seed 0", "seed 1"], document["models"]!.AsArray().Select(model => model!["name"]!.GetValue<string>()));
        // Five images on two models, with or without a value: none is dropped.
        Assert.All(document["measures"]!.AsArray().SelectMany(measure => measure!["results"]!.AsArray()), method =>
            Assert.Equal(10, method!["values"]!.GetValue<int>() + method["failures"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Localisation_is_judged_at_once_on_the_network_of_pairs_inside_the_program_and_trained_where_told()
    {
        string[] command = ["evaluate", "--data", place.Data, "--count", "4", "--threads", "1", "--methods", "lrp", "--measures", "pointing-game,relevance-mass", "--output", place["a"]];

        var result = (await Cli.RunTinyAsync(command)).Succeeded();

        Assert.DoesNotContain("rain", result.Output.Replace(place["a"], "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(Directory.Exists(place["a/models"]));
        var forced = (await Cli.RunTinyAsync([.. command, "--force"])).Succeeded();
        Assert.Contains("First 1 network will be trained", forced.Output, StringComparison.Ordinal);
        Assert.Equal(["mnist.pairs.target.seed0.safetensors"], place.Files("a/models"));
        // What the program holds says of itself what that training writes.
        var (trained, embedded) = (TrainedModel.Load(place["a/models/mnist.pairs.target.seed0.safetensors"]).Metadata, DigitModel.OfPairs().Trained.Metadata);
        Assert.Equal(trained with { Versions = embedded.Versions, ClassNames = embedded.ClassNames }, embedded);
        Assert.Equal(trained.ClassNames, embedded.ClassNames);
    }

    [Theory]
    [InlineData(0, 0.2, "about a second on")]
    [InlineData(5, 1.26, "about 6 s on")]
    [InlineData(10, 4, "about 40 s on")]
    [InlineData(30, 4.1, "about 2 min on")]
    [InlineData(100, 8.1, "about 15 min on")]
    public void How_long_a_training_takes_is_said_in_round_numbers(int epochs, double secondsPerEpoch, string expected) =>
        Assert.Contains(expected, new TrainingEstimate(secondsPerEpoch).Text(epochs), StringComparison.Ordinal);

    [Theory]
    [InlineData("--methods lpr", "There is no method 'lpr'", "Did you mean 'lrp'?")]
    [InlineData("--methods lrp(layer=3)", "cannot be judged", "leave out 'layer'")]
    [InlineData("--methods smoothgrad(lrp(unit=3:5))", "cannot be judged", "leave out 'unit'")]
    [InlineData("--methods lrp,lrp", "given twice")]
    [InlineData("--methods lrp,,gradient", "not a method")]
    [InlineData("--measures selctivity", "There is no measure 'selctivity'", "Did you mean 'selectivity'?")]
    [InlineData("--count 1", "--count takes a whole number from 2")]
    [InlineData("--seeds 0", "--seeds takes a whole number from 1")]
    [InlineData("--seeds 2 --model a.safetensors", "give only one of them")]
    [InlineData("--dataset mnits", "Did you mean 'mnist'?")]
    public async Task A_wrong_command_line_is_explained(string arguments, params string[] parts) =>
        (await Cli.RunAsync(["evaluate", .. arguments.Split(' ')])).Failed(ExitCode.WrongUsage, parts);

    [Fact]
    public void The_documents_count_the_measures_that_rank_methods()
    {
        var ranking = Measuring.Names(null, knowsTruth: true).Where(name => name != "selectivity-random").ToList();

        Assert.Equal(26, ranking.Count);
        Assert.Equal(ranking.Count + 2, Measuring.Names(["all"], knowsTruth: true).Count);
        Assert.Contains("judges methods by twenty-six measures", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "guides", "judge-explanations.md")), StringComparison.Ordinal);
        var results = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "results.md"));
        Assert.Contains("judges ten methods by twenty-six measures", results, StringComparison.Ordinal);
        Assert.All(Measuring.Names(null, knowsTruth: true), name => Assert.Contains($"\n| {name} |", results.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_before_the_work()
    {
        (await Cli.RunTinyAsync("evaluate", "--data", place.Data, "--count", "61", "--output", place["a"])).Failed(ExitCode.Failure, "--count 61", "60 test images");
        (await Cli.RunTinyAsync("evaluate", "--data", place.Data, "--model", place["none.safetensors"], "--output", place["a"])).Failed(ExitCode.Failure, "none.safetensors");
        (await Cli.RunTinyAsync("evaluate", "--data", place.Data, "--count", "2", "--methods", "grad-cam(layer=99)", "--measures", "sparseness", "--output", place["a"]))
            .Failed(ExitCode.WrongUsage, "--methods grad-cam(layer=99)");
    }
}
