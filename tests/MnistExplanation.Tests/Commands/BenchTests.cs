using MnistExplanation.Tests.Support;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class BenchTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Training_test_explainers_memory_and_start_are_measured()
    {
        string[] parts = ["--part", "training", "--part", "test", "--part", "machine", "--part", "explainers", "--part", "memory", "--part", "start"];
        var result = (await Cli.RunTinyAsync(["bench", "--quick", "--data", place.Data, "--output", place["b.json"], .. parts])).Succeeded();

        string[] expected =
        [
            "training", "plain TorchSharp loop", "test of", "forward, TorchSharp", "forward", "autograd, oneDNN on", "autograd, oneDNN off", "sensitivity-analysis",
            "simple-taylor", "lrp epsilon-gamma-box", "lrp lrp-0", "start to first heatmap",
        ];
        var rows = Json.Read(place["b.json"]).AsArray();
        Assert.All(expected, name => Assert.Contains(rows, row => row!["what"]!.GetValue<string>().Contains(name, StringComparison.Ordinal)));
        Assert.All(rows, row =>
        {
            Assert.Equal(["what", "batch", "threads", "images_per_second", "ratio_to_gradient"], row!.AsObject().Select(pair => pair.Key));
            Assert.True(row["images_per_second"]!.GetValue<double>() > 0);
        });
        // At each number of images and threads one way of autograd is the yardstick: 1 by definition.
        var ratios = rows.Where(row => row!["what"]!.GetValue<string>().Contains("autograd", StringComparison.Ordinal)).Select(row => row!["ratio_to_gradient"]!.GetValue<double>());
        Assert.Contains(1.0, ratios);
        Assert.All(expected.Append("peak memory").Append("the machine at best").Append("times the plain loop"), name => Assert.Contains(name, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_method_is_measured_in_passes()
    {
        var result = (await Cli.RunTinyAsync("bench", "--quick", "--data", place.Data, "--part", "methods")).Succeeded();

        Assert.All(Relevance.Catalogue.MethodCatalogue.All, method => Assert.Contains($"  {method.Name}", result.Output, StringComparison.Ordinal));
        Assert.Contains("integrated gradients of 50 steps, times 50 gradients", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training", "test", "machine")]
    [InlineData("explainers")]
    [InlineData("methods")]
    [InlineData("memory", "start")]
    [InlineData("studio")]
    public async Task What_it_prints_fits_80_columns_and_names_the_gradient_once(params string[] parts)
    {
        string[] command = ["bench", "--quick", "--data", place.Data, .. parts.SelectMany(part => (string[])["--part", part])];

        // In a pipe nothing breaks a line that is too long; on a terminal tables are laid out for it.
        var lines = Lines(await Cli.RunTinyAsync(command));
        Assert.All(lines.Concat(Lines(await Cli.RunOnTerminalAsync(80, tiny: true, command))), line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(parts is ["methods"] ? 1 : 0, lines.Count(line => line.StartsWith("  gradient ", StringComparison.Ordinal)));

        static string[] Lines(CliResult result) => result.Succeeded().Output.ReplaceLineEndings("\n").Split('\n');
    }

    [Fact]
    public async Task An_unknown_part_lists_those_there_are()
    {
        (await Cli.RunTinyAsync("bench", "--part", "speed")).Failed(ExitCode.WrongUsage, "speed", "explainers");
    }
}
