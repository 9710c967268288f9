using System.Text.RegularExpressions;
using MnistExplanation.Commands;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Tool;
using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Tests;

public sealed partial class TerminalTests
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
        var error = new StringWriter();
        var host = new Host(Terminals.Create(output, error, width, colors), [Mnist.Data.DatasetSpecification.Mnist]);
        var indices = EmbeddedDigits.Instance.Indices.Take(images).Select(index => $"{index}");

        Assert.Equal(ExitCode.Success, await Application.RunAsync(["explain", "--index", .. indices], CommandTree.Create(host), host, TestContext.Current.CancellationToken));

        Assert.Equal("", error.ToString());
        // Each with a caption and a key.
        Assert.Equal(blocksPerRow > 0 ? images : 0, output.ToString().Split("On the right: the relevance for class ").Length - 1);
        Assert.Equal(blocksPerRow > 0 ? images : 0, output.ToString().Split("blue −").Length - 1);
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

    [Fact]
    public async Task The_caption_of_a_heatmap_names_the_image_and_the_key_its_range()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new Host(Terminals.Create(output, error, 80, ColorSystemSupport.TrueColor), [Mnist.Data.DatasetSpecification.Mnist]);

        Assert.Equal(ExitCode.Success, await Application.RunAsync(["explain", "--index", "0", "--contrast", "4"], CommandTree.Create(host), host, TestContext.Current.CancellationToken));

        var text = Escapes().Replace(output.ToString(), "");
        Assert.Contains("Image 0, predicted 7, in truth 7. On the right: the relevance for class 7 not 4.", text, StringComparison.Ordinal);
        var key = Key().Match(text);
        Assert.True(key.Success, text);
        Assert.Equal(key.Groups[1].Value, key.Groups[2].Value);
    }

    [Theory]
    [InlineData(false, "explain")]
    [InlineData(false, "explain --index 0 18 --contrast 3")]
    [InlineData(false, "explain --method integrated-gradients(steps=3) --set tolerance=0.1")]
    [InlineData(false, "explain --method sensitivity-analysis")]
    [InlineData(false, "explain --plan")]
    [InlineData(false, "explain --plan --composite overview-mnist --rule 8=z-plus(bias=spread)")]
    [InlineData(false, "explain --index 0 --ledger")]
    [InlineData(false, "explain --ledger --composite alpha2-beta1")]
    [InlineData(false, "explain --list")]
    [InlineData(false, "interpret --class 3 --steps 2 --variant all")]
    [InlineData(false, "interpret --unit 8:17 --unit 4:1 --steps 2 --variant gaussian")]
    [InlineData(true, "test --data DATA")]
    [InlineData(true, "data --data DATA")]
    [InlineData(true, "evaluate --data DATA --count 4 --measures selectivity,selectivity-gap-road-accuracy,sparseness,model-randomization-bottom-up --output OUT")]
    [InlineData(true, "evaluate --data DATA --count 4 --experiment selectivity --output OUT")]
    public async Task Every_table_fits_a_terminal_of_80_columns_with_whole_words_and_a_pipe_without_padding(bool tiny, string arguments)
    {
        using var place = new Workplace();
        string[] typed = [.. arguments.Split(' ').Select(word => word == "DATA" ? place.Data : word == "OUT" ? place["out"] : word)];
        var terminal = (await Cli.RunOnTerminalAsync(80, tiny, typed)).Succeeded();
        var piped = (await (tiny ? Cli.RunTinyAsync(typed) : Cli.RunAsync(typed))).Succeeded();

        // A bar without colours is lines that end with a percentage, written together: 12%; what is being measured is said where it takes more than a second.
        List<string> lines = [.. Lines(terminal.Output).Where(line => !Bar().IsMatch(line) && !line.TrimStart().StartsWith("Measuring ", StringComparison.Ordinal))];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        // A cut heading or name would end in an ellipsis, a broken word be one that the piped table does not have.
        var words = Words(piped.Output).ToHashSet();
        Assert.All(Words(string.Join('\n', lines.Where(line => !line.StartsWith("  Not shown: ", StringComparison.Ordinal)))).Where(word => word.Any(char.IsLetter) && !word.Contains(Path.DirectorySeparatorChar)), word => Assert.Contains(word, words));
        Assert.All(Lines(piped.Output), line => Assert.Equal(line.TrimEnd(), line));

        static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

        static IEnumerable<string> Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task The_list_of_methods_fits_80_columns_in_a_pipe_too()
    {
        var result = (await Cli.RunAsync("explain", "--list")).Succeeded();

        Assert.All(result.Output.ReplaceLineEndings("\n").Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void What_a_narrow_terminal_leaves_out_of_a_table_is_named_with_where_to_find_it()
    {
        var table = new TextTable(new("name") { Shortens = true }, TextColumn.Number("mean"), TextColumn.Number("the largest of all") with { IsOptional = true }) { ElsewhereOfOptional = "--output has it" };
        table.AddRow("a", "1.5", "1234567890123456789012345678901234567890");

        Assert.Equal("\n  name  mean\n  ────  ────\n  a      1.5\n  Not shown: the largest of all; --output has it.\n\n", Shown(53));
        Assert.Equal("\n  name  mean                        the largest of all\n  ────  ────  ────────────────────────────────────────\n  a      1.5  1234567890123456789012345678901234567890\n\n", Shown(60));

        string Shown(int width)
        {
            var output = new StringWriter();
            table.Show(Terminals.Create(output, new StringWriter(), width, ColorSystemSupport.NoColors));
            return output.ToString().ReplaceLineEndings("\n");
        }
    }

    [Fact]
    public async Task Where_there_is_no_terminal_a_line_says_every_ten_seconds_how_far_the_work_is()
    {
        var (output, clock, cancellation) = (new StringWriter(), new ManualClock(), TestContext.Current.CancellationToken);
        var plain = Terminal.Plain(output, new StringWriter());
        var terminal = new Terminal(plain.Out, plain.Error, interactive: false) { Clock = clock };
        var end = new TaskCompletionSource();
        var reported = new TaskCompletionSource();

        var running = terminal.RunAsync("Counting", async progress =>
        {
            progress.Report(new(0.257, "Counting sheep", "4 a second"));
            reported.SetResult();
            await end.Task;
            return 5;
        });
        await reported.Task;
        await clock.WaitForTimerAsync(cancellation);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("", output.ToString());
        clock.Advance(TimeSpan.FromSeconds(1));
        // The next timer is set after the line is written.
        await clock.WaitForTimerAsync(cancellation);
        Assert.Equal("Counting sheep: 25 %, 4 a second\n", output.ToString().ReplaceLineEndings("\n"));
        end.SetResult();
        Assert.Equal(5, await running);
    }

    private static int Fail(IProgress<ActivityState> progress) => throw new UserException("no");

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"\d%$")]
    private static partial Regex Bar();

    [GeneratedRegex(@"blue −(\S+) █+ 0 █+ \+(\S+) red: against and for 7 not 4")]
    private static partial Regex Key();
}
