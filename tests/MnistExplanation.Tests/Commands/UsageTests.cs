using MnistExplanation.Commands;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("explan", "Did you mean 'explain'?")]
    [InlineData("explain --metod lrp", "Did you mean '--method'?")]
    [InlineData("explain --method lpr", "There is no method 'lpr'", "there are sensitivity-analysis, gradient, ", ", lrp, ", "Did you mean 'lrp'?")]
    [InlineData("explain --method smoothgrad(lpr)", "There is no method 'lpr'", "Did you mean 'lrp'?")]
    [InlineData("explain --method integrated-gradients(steps=0)", "'steps' takes a whole number from 1 to 10000, not '0'")]
    [InlineData("explain --method smoothgrad(lrp) --composite epsilon", "--composite belongs to --method lrp", "smoothgrad")]
    [InlineData("explain --method lrp(composite=epsilon) --composite gamma", "each choose a composite")]
    [InlineData("explain --method all", "--output FILE.png")]
    [InlineData("explain --method all --output all.npy", "all.npy")]
    [InlineData("explain --method lrp --method gradient --set steps=2 --output all.png", "--set is for one method")]
    [InlineData("explain mine.png", "Did you mean '--images mine.png'?")]
    [InlineData("explain --index", "--index")]
    [InlineData("explain --index -1", "--index takes a whole number", "'-1'")]
    [InlineData("explain --index 1 x", "--index takes a whole number", "'x'")]
    [InlineData("explain --index 1 --digits", "only one of them")]
    [InlineData("explain --digits --images a.png", "only one of them")]
    [InlineData("explain --images a.png --data d", "--images brings its own images")]
    [InlineData("explain --target nobody", "--target takes true, predicted", "'nobody'")]
    [InlineData("explain --dtype float16", "float32 or float64", "'float16'")]
    [InlineData("explain --batch-size 0", "--batch-size takes a whole number from 1", "'0'")]
    [InlineData("explain --threads many", "--threads takes a whole number", "'many'")]
    [InlineData("explain --output heat.gif", "heat.gif", ".png or .npy or .json")]
    [InlineData("explain --output a.png --output ./a.png", "given twice")]
    [InlineData("explain --dataset mnits", "There is no data set 'mnits'", "Did you mean 'mnist'?")]
    [InlineData("train --preset papr", "There is no preset 'papr'", "Did you mean 'paper'?")]
    [InlineData("train --epochs 0", "--epochs takes a whole number from 1", "'0'")]
    [InlineData("train --seed -1", "--seed", "'-1'")]
    [InlineData("train --learning-rate fast", "--learning-rate takes a number", "'fast'")]
    [InlineData("train --learning-rate NaN", "--learning-rate takes a number", "'NaN'")]
    [InlineData("train --batch-size 1.5", "--batch-size", "'1.5'")]
    [InlineData("train --resume --no-resume", "contradict")]
    [InlineData("test --output numbers.npy", ".json or .png")]
    [InlineData("reproduce --epochs ten", "--epochs", "'ten'")]
    [InlineData("bench --output bench.png", ".json")]
    [InlineData("evaluate --experiment selectivty", "There is no experiment 'selectivty'", "Did you mean 'selectivity'?")]
    [InlineData("evaluate --experiment all --measures continuity", "--measures does not belong to --experiment")]
    [InlineData("evaluate --experiment all --force", "--force does not belong to --experiment")]
    [InlineData("evaluate --epochs 3", "--epochs belongs to --experiment advice")]
    [InlineData("evaluate --epochs 3 --experiment selectivity", "--epochs belongs to --experiment advice")]
    [InlineData("evaluate --experiment advice --model a.safetensors", "--model does not belong to --experiment advice")]
    [InlineData("evaluate --train-count 0 --experiment advice", "--train-count takes a whole number from 1", "'0'")]
    [InlineData("interpret --variant gausian", "There is no variant 'gausian'", "Did you mean 'gaussian'?")]
    [InlineData("interpret --start blakc", "There is no start 'blakc'", "Did you mean 'black'?")]
    [InlineData("interpret --unit 8:x", "LAYER:INDEX", "'8:x'")]
    [InlineData("interpret --unit 8:1 --class 3", "contradict")]
    [InlineData("interpret --class three", "--class takes a whole number", "'three'")]
    [InlineData("interpret --lambda -1", "--lambda takes a number", "'-1'")]
    [InlineData("interpret --steps 0", "--steps takes a whole number from 1", "'0'")]
    [InlineData("interpret --curves curves.svg", "--curves curves.svg", ".png")]
    public async Task A_wrong_command_line_is_explained(string arguments, params string[] parts)
    {
        var result = await Cli.RunAsync(arguments.Split(' '));

        result.Failed(ExitCode.WrongUsage, parts);
        Assert.Equal("", result.Output);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
        Assert.Contains("--help'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_program_teaches_itself()
    {
        var result = (await Cli.RunAsync()).Succeeded();

        Assert.All(["reproduce", "explain", "evaluate", "interpret", "train", "test", "data", "bench"], name => Assert.Contains($"  {name}", result.Output, StringComparison.Ordinal));
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("export-digits", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task The_help_of_a_command_describes_its_options_and_shows_its_examples(string name)
    {
        var command = Root().Subcommands.OfType<DocumentedCommand>().Single(command => command.Name == name);
        var result = (await Cli.RunAsync(name, "--help")).Succeeded();

        Assert.NotEmpty(command.Examples);
        Assert.All(command.Options.Where(option => !option.Hidden), option =>
        {
            Assert.False(string.IsNullOrWhiteSpace(option.Description));
            Assert.Contains(option.Name, result.Output, StringComparison.Ordinal);
        });
        // A shell takes a line that ends with a backslash and the next for one.
        var asTyped = result.Output.ReplaceLineEndings("\n").Replace(" \\\n    ", " ", StringComparison.Ordinal);
        Assert.All(command.Examples, example => Assert.Contains(example.Arguments, asTyped, StringComparison.Ordinal));
        Assert.All(result.Output.Split(Environment.NewLine), line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Every_example_can_be_typed(string name)
    {
        var command = Root().Subcommands.OfType<DocumentedCommand>().Single(command => command.Name == name);

        Assert.All(command.Examples, example => Assert.Empty(Root().Parse(example.Arguments).Errors));
    }

    [Fact]
    public void What_goes_on_stands_below_its_column() => Assert.Equal(
        ["all methods of the", "list", "  lrp  relevance,", "       layer by", "       layer", "  one, two, three,", "  four"],
        HangingText.Wrap("all methods of the list\n  lrp  relevance, layer by layer\n  one, two, three, four", 18));

    [Fact]
    public async Task The_version_is_that_of_the_assembly()
    {
        var result = (await Cli.RunAsync("--version")).Succeeded();

        Assert.StartsWith(Versions.Program, result.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string> CommandNames => [.. Root().Subcommands.Select(command => command.Name)];

    private static System.CommandLine.RootCommand Root() => CommandTree.Create(Host.OfProcess());
}
