using MnistExplanation.Commands;
using MnistExplanation.Digits;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Tool;
using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Tests;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("lpr", "lrp")]
    [InlineData("simple", "simple-taylor")]
    [InlineData("integrated", "integrated-gradients")]
    [InlineData("sensitivity-anlysis", "sensitivity-analysis")]
    [InlineData("anchors", null)]
    [InlineData("", null)]
    public void What_was_probably_meant_is_the_nearest_name_unless_none_is_near(string typed, string? meant) =>
        Assert.Equal(meant, Nearest.Of(typed, MethodCatalogue.All.Select(method => method.Name)));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(89.94, "89.9 s")]
    [InlineData(125, "2 min 5 s")]
    public void Durations_are_readable(double seconds, string expected) => Assert.Equal(expected, Readable.Seconds(seconds));

    [Theory]
    [InlineData(1, ColorSystemSupport.TrueColor, 100, 28)]
    [InlineData(3, ColorSystemSupport.TrueColor, 100, 28)]
    [InlineData(4, ColorSystemSupport.TrueColor, 100, 0)]
    [InlineData(1, ColorSystemSupport.NoColors, 100, 0)]
    [InlineData(1, ColorSystemSupport.TrueColor, 40, 0)]
    public async Task A_terminal_with_colours_and_room_shows_a_few_heatmaps(int images, ColorSystemSupport colors, int width, int blocksPerRow)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        var error = new StringWriter();
        var host = new Host(new Terminal(console, error, interactive: true), [Mnist.Data.DatasetSpecification.Mnist]);
        var indices = EmbeddedDigits.Instance.Indices.Take(images).Select(index => $"{index}");

        Assert.Equal(ExitCode.Success, await Application.RunAsync(["explain", "--index", .. indices], CommandTree.Create(host), host, TestContext.Current.CancellationToken));

        Assert.Equal("", error.ToString());
        // Half blocks: two rows of pixels to a line, the digit and its heatmap side by side.
        Assert.Equal(images * 14 * 2 * blocksPerRow, output.ToString().Count(c => c == '▀'));
    }

    [Fact]
    public async Task The_result_and_the_failure_of_an_activity_come_through()
    {
        var terminal = Terminal.Plain(new StringWriter(), new StringWriter());

        Assert.Equal(5, await terminal.RunAsync("Counting", _ => 5));
        await Assert.ThrowsAsync<UserException>(() => terminal.RunAsync("Failing", Fail));
    }

    private static int Fail(IProgress<ActivityState> progress) => throw new UserException("no");
}
