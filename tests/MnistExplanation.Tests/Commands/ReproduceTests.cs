using MnistExplanation.Reproducing;
using MnistExplanation.Tests.Support;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class ReproduceTests : IDisposable
{
    private static readonly string[] Stages = ["data", "training", "test", "figures", "report"];

    private static readonly string[] Files =
    [
        ".stages.json", "confusion_matrix.png", "lrp.png", "methods.png", "model.safetensors", "report.html", "results.json", "sensitivity_analysis.png",
        "simple_taylor.png", "test.json", "training_curve.png", "training_log.jsonl",
    ];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Everything_is_there_at_the_end()
    {
        var result = (await ReproduceAsync()).Succeeded();

        Assert.Equal(Files, place.Files("out"));
        Assert.Empty(Directory.GetDirectories(place["out"]));
        Assert.All(Files.Where(file => file.EndsWith(".png", StringComparison.Ordinal)), file => Assert.True(GreyImage.Decode(place[$"out/{file}"]).Width > 400));
        Assert.All(Stages, stage => Assert.Contains($"\n{stage} ", "\n" + result.Output, StringComparison.Ordinal));
        var document = Json.Read(place["out/results.json"]);
        Assert.Equal(Json.Read(place["out/test.json"])["test_accuracy"]!.GetValue<double>(), document["test_accuracy"]!.GetValue<double>());
        Assert.Equal((2, 0), (document["epochs"]!.GetValue<int>(), document["seed"]!.GetValue<int>()));
        Assert.All(Stages[..4], stage => Assert.True(document["seconds"]![stage]!.GetValue<double>() >= 0));
        Assert.Equal(["sensitivity-analysis", "simple-taylor", "lrp"], document["methods"]!.AsArray().Select(method => method!["name"]!.GetValue<string>()));
        Assert.All(document["methods"]!.AsArray(), method => Assert.Equal(10, method!["images"]!.AsArray().Count));
        Assert.Contains("dotnet", document["versions"]!.AsObject().Select(version => version.Key));
    }

    [Fact]
    public async Task A_second_run_does_nothing_twice_and_says_so()
    {
        (await ReproduceAsync()).Succeeded();
        var before = Times();

        var result = (await ReproduceAsync()).Succeeded();

        Assert.Equal(before, Times());
        Assert.Equal(Stages, Unchanged(result));
    }

    [Fact]
    public async Task Force_does_everything_again_with_the_same_results()
    {
        (await ReproduceAsync()).Succeeded();
        var before = File.ReadAllBytes(place["out/model.safetensors"]);

        var result = (await ReproduceAsync("--force")).Succeeded();

        Assert.Empty(Unchanged(result));
        Assert.Equal(before, File.ReadAllBytes(place["out/model.safetensors"]));
    }

    [Theory]
    [InlineData("out/lrp.png", "data", "training", "test", "report")]
    [InlineData("out/test.json", "data", "training", "figures", "report")]
    [InlineData("out/model.safetensors", "data", "test", "figures")]
    [InlineData("out/report.html", "data", "training", "test", "figures")]
    public async Task What_was_lost_or_changed_is_made_again_and_nothing_else(string file, params string[] unchanged)
    {
        (await ReproduceAsync()).Succeeded();
        var before = File.ReadAllBytes(place[file]);
        File.WriteAllBytes(place[file], before[..^1]);

        var result = (await ReproduceAsync()).Succeeded();

        Assert.Equal(unchanged, Unchanged(result));
        // Durations stand in the report and in the training log, on which the report then depends.
        if (!file.EndsWith(".html", StringComparison.Ordinal))
            Assert.Equal(before, File.ReadAllBytes(place[file]));
    }

    [Fact]
    public async Task Other_options_train_another_network_and_what_follows_from_it()
    {
        (await ReproduceAsync()).Succeeded();

        var result = (await ReproduceAsync("--seed", "1")).Succeeded();

        Assert.Equal(["data"], Unchanged(result));
        Assert.Equal(1, Json.Read(place["out/results.json"])["seed"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"training\": null}")]
    [InlineData("{\"training\": {}}")]
    [InlineData("[1]")]
    public async Task A_damaged_ledger_costs_time_and_nothing_else(string ledger)
    {
        (await ReproduceAsync()).Succeeded();
        File.WriteAllText(place["out/.stages.json"], ledger);

        var result = (await ReproduceAsync()).Succeeded();

        Assert.Empty(Unchanged(result));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_found_before_the_work()
    {
        File.WriteAllText(place["file"], "");

        (await Cli.RunTinyAsync("reproduce", "--data", place.Data, "--output", place["file/out"])).Failed(ExitCode.Failure, "cannot be written");
    }

    [Fact]
    public async Task A_stopped_run_says_how_to_continue()
    {
        var result = await Cli.RunTinyAsync(new CancellationToken(canceled: true), "reproduce", "--data", place.Data, "--output", place["out"]);

        result.Failed(ExitCode.Cancelled, place["out"], "the same command continues");
    }

    [Fact]
    public void What_killed_runs_left_is_removed_once_it_is_old()
    {
        var (old, young, foreign) = ($".lrp.png.{Guid.NewGuid():N}.tmp", $".lrp.png.{Guid.NewGuid():N}.tmp", "mine.tmp");
        foreach (var file in new[] { old, young, foreign })
            File.WriteAllText(place[file], "");
        File.SetLastWriteTimeUtc(place[old], DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(place[foreign], DateTime.UtcNow.AddHours(-2));

        Leftovers.Remove(place[""]);

        Assert.Equal(new[] { young, foreign }.Order(StringComparer.Ordinal), place.Files());
    }

    private Task<CliResult> ReproduceAsync(params string[] more) =>
        Cli.RunTinyAsync(["reproduce", "--data", place.Data, "--epochs", "2", "--threads", "1", "--output", place["out"], .. more]);

    private Dictionary<string, DateTime> Times() => place.Files("out").ToDictionary(file => file, file => File.GetLastWriteTimeUtc(place[$"out/{file}"]));

    private static IEnumerable<string> Unchanged(CliResult result) => result.Output.Split('\n')
        .Where(line => line.Contains("unchanged", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[0]);
}
