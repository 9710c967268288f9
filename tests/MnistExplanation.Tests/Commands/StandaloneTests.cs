using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

/// <summary><c>relevance</c>: what the tool without digits says of networks and images in files.</summary>
public sealed class StandaloneTests : IDisposable
{
    private readonly Workplace place = new();

    public StandaloneTests()
    {
        File.WriteAllBytes(place["net.safetensors"], EmbeddedAssets.Model());
        NumpyFile.Write(place["digits.npy"], EmbeddedDigits.Instance.Find([0, 1])!.Pixels.Span, 2, 28, 28);
    }

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task All_measures_are_those_that_need_no_known_truth()
    {
        (await RunAsync("evaluate", "--images", place["digits.npy"], "--methods", "gradient", "--measures", "all", "--output", place["out"])).Succeeded();

        var names = Json.Read(place["out/evaluation.json"])["measures"]!.AsArray().Select(measure => measure!["name"]!.GetValue<string>()).ToList();
        Assert.Contains("selectivity-recomputed", names);
        Assert.DoesNotContain("pointing-game", names);
    }

    [Fact]
    public async Task Localisation_is_no_choice()
    {
        (await RunAsync("evaluate", "--images", place["digits.npy"], "--measures", "relevance-mass")).Failed(ExitCode.WrongUsage, "relevance-mass", "truth is known");

        var help = (await RunAsync("evaluate", "--help")).Output;
        Assert.DoesNotContain("relevance-mass", help, StringComparison.Ordinal);
        Assert.DoesNotContain("pointing-game", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_dark_on_light_is_warned_of()
    {
        var seven = new GreyImage(28, 28, EmbeddedDigits.Instance.Find([0])![0].Span);
        Heatmap.Render(seven.ToMap(), ColorScale.Ink).Save(place["mine.png"]);

        Assert.Contains("Warning: mine.png is dark on light", (await RunAsync("explain", "--images", place["mine.png"])).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", (await RunAsync("explain", "--images", place["digits.npy"])).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_true_class_needs_labels() =>
        (await RunAsync("explain", "--images", place["digits.npy"], "--target", "true")).Failed(ExitCode.WrongUsage, "--labels FILE");

    [Fact]
    public async Task A_message_names_the_option_that_was_typed() =>
        Assert.StartsWith("Error: --rule 99=gamma: ", (await RunAsync("explain", "--images", place["digits.npy"], "--rule", "99=gamma")).Failed(ExitCode.WrongUsage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("explain")]
    [InlineData("plan")]
    [InlineData("evaluate")]
    [InlineData("serve")]
    [InlineData("list")]
    public async Task The_help_fits_80_columns(string command) =>
        Assert.All((await RunAsync(command, "--help")).Output.Split(Environment.NewLine), line => Assert.True(line.Length <= 80, line));

    private async Task<CliResult> RunAsync(string command, params IReadOnlyList<string> arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new StandaloneHost(Terminal.Plain(output, error));
        string[] model = command == "list" ? [] : ["--model", place["net.safetensors"]];
        var code = await Application.RunAsync([command, .. model, .. arguments], StandaloneCommands.Create(host), host, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
