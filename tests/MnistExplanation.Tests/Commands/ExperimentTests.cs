using System.Xml.Linq;
using MnistExplanation.Tests.Support;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class ExperimentTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task All_experiments_are_done_shown_and_explained()
    {
        var result = (await Cli.RunTinyAsync(
            "evaluate", "--experiment", "all", "--output", place["out"], "--data", place.Data, "--count", "12", "--epochs", "1", "--seeds", "1", "--train-count", "64")).Succeeded();

        Assert.Equal(
            ["advice-measures.png", "advice.json", "advice.png", "experiments.html", "selectivity-curves.png", "selectivity.json",
             "translating-digit-heatmaps.png", "translating-digit.json", "translating-digit.png", "vector-field.json", "vector-field.png"],
            place.Files("out"));
        // How many, on what and for how long, before the first.
        Assert.InRange(result.Output.IndexOf("First 4 networks will be trained on Tiny MNIST, 64 images, 1 epoch each, which takes about ", StringComparison.Ordinal), 0,
            result.Output.IndexOf("Training: as advised", StringComparison.Ordinal));
        // The checkpoints of complete trainings go away.
        Assert.Empty(Directory.EnumerateDirectories(place["out"]));
        var page = File.ReadAllText(Path.Combine(place["out"], "experiments.html"));
        var text = XDocument.Parse(page).Root!.Value;
        foreach (var name in new[] { "vector-field", "translating-digit", "selectivity", "advice" })
        {
            var document = Json.Read(Path.Combine(place["out"], $"{name}.json"));
            var sentence = document["sentence"]!.GetValue<string>();
            Assert.StartsWith(document["verdict"]!.GetValue<string>(), sentence, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(sentence, result.Output, StringComparison.Ordinal);
            Assert.Contains(sentence, text, StringComparison.Ordinal);
            Assert.Contains($"--experiment {name}", document["command"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        foreach (var file in place.Files("out").Where(file => file.EndsWith(".png", StringComparison.Ordinal)))
        {
            Assert.True(GreyImage.Decode(Path.Combine(place["out"], file)).Width > 500);
        }
        Assert.StartsWith("Reproduced:", Json.Read(Path.Combine(place["out"], "vector-field.json"))["sentence"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal).Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("translating-digit")]
    [InlineData("selectivity")]
    public async Task The_same_command_gives_the_same_bytes(string name)
    {
        foreach (var folder in new[] { "a", "b" })
            (await Cli.RunTinyAsync("evaluate", "--experiment", name, "--output", place[folder], "--data", place.Data, "--count", "10")).Succeeded();

        Assert.All(place.Files("a"), file => Assert.Equal(File.ReadAllBytes(Path.Combine(place["a"], file)), File.ReadAllBytes(Path.Combine(place["b"], file))));
    }

    [Fact]
    public async Task Networks_of_other_seeds_are_announced_before_they_are_trained()
    {
        var result = (await Cli.RunTinyAsync("evaluate", "--experiment", "selectivity", "--output", place["out"], "--data", place.Data, "--count", "4", "--seeds", "2")).Succeeded();

        Assert.InRange(result.Output.IndexOf("First 1 network will be trained", StringComparison.Ordinal), 0, result.Output.IndexOf("Training the network of seed 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupted_training_goes_on_where_it_was()
    {
        string[] command = ["evaluate", "--experiment", "advice", "--output", place["out"], "--data", place.Data, "--count", "10", "--epochs", "1", "--seeds", "1"];
        using var stop = new CancellationTokenSource();
        var running = Cli.RunTinyAsync(stop.Token, command);
        while (!running.IsCompleted && !File.Exists(Path.Combine(place["out"], "advice.mnist.checkpoints", "advised.0", "checkpoint.safetensors")))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        (await running).Failed(ExitCode.Cancelled);
        var checkpoint = Path.Combine(place["out"], "advice.mnist.checkpoints", "advised.0", "checkpoint.safetensors");
        var written = File.GetLastWriteTimeUtc(checkpoint);

        var result = (await Cli.RunTinyAsync(command)).Succeeded();

        Assert.NotEqual(default, written);
        // One line of progress for each epoch that is trained; that of the first network was done.
        var lines = result.Output.Split('\n');
        Assert.StartsWith("Training:", lines[Array.FindIndex(lines, line => line.StartsWith("Training: as advised", StringComparison.Ordinal)) + 1], StringComparison.Ordinal);
        Assert.Contains("advice.json", place.Files("out"));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said()
    {
        (await Cli.RunTinyAsync("evaluate", "--experiment", "selectivity", "--output", place["out"], "--data", place.Data, "--count", "61"))
            .Failed(ExitCode.Failure, "--count 61", "60 test images");
        (await Cli.RunTinyAsync("evaluate", "--experiment", "advice", "--output", place["out"], "--data", place.Data, "--count", "10", "--train-count", "101"))
            .Failed(ExitCode.Failure, "--train-count 101", "100 training images");
        Assert.Empty(place.Files("out"));
    }
}
