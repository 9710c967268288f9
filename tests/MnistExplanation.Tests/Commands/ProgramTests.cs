using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

/// <summary><c>explain --program</c> prints what a method computes.</summary>
public sealed class ProgramTests
{
    private const string Programs = "Programs are sensitivity-analysis, gradient, gradient-times-input, guided-backpropagation, deconvolution, lrp, deeplift, grad-cam and layer-activation-times-gradient.";

    [Theory]
    [InlineData("lrp")]
    [InlineData("lrp(composite=epsilon-alpha2-beta1-flat, layer=3, start=log-odds)")]
    [InlineData("lrp(unit=3:5, rules=\"0=flat\")")]
    [InlineData("gradient(absolute=true)")]
    [InlineData("sensitivity-analysis")]
    [InlineData("gradient-times-input")]
    [InlineData("guided-backpropagation")]
    [InlineData("deconvolution")]
    [InlineData("deeplift(rule=reveal-cancel)")]
    [InlineData("grad-cam")]
    [InlineData("layer-activation-times-gradient")]
    public async Task A_program_is_printed_operation_by_operation(string method)
    {
        var result = (await Cli.RunAsync("explain", "--program", "--method", method)).Succeeded();

        var model = DigitModel.Load(null);
        var program = ((ICompiledExplainer)MethodNotation.Parse(method).Create(model.Network, model.Domain(inDouble: false, null))).Compile([1, 28, 28]);
        var lines = result.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(program.Values.Length, lines.Count(line => line.TrimStart().StartsWith('%')));
        Assert.Contains(lines, line => line.EndsWith("→ relevance", StringComparison.Ordinal));
        Assert.Contains($"{program.Values.Length} operations", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"%1 +6×26×26 +convolution 1 → 6, 3×3, bias \(%0\)", result.Output);
    }

    [Fact]
    public async Task Options_of_the_propagation_are_in_its_program()
    {
        var (all, hidden) = (await PrintAsync(), await PrintAsync("--layer", "3"));

        Assert.Equal(all, await PrintAsync("--method", "lrp"));
        Assert.Equal(hidden, await PrintAsync("--method", "lrp(layer=3)"));
        Assert.NotEqual(all, hidden);
        Assert.DoesNotContain("1×28×28  add", hidden, StringComparison.Ordinal);
        Assert.Contains("16×11×11", hidden.Split('\n').Single(line => line.EndsWith("→ relevance", StringComparison.Ordinal)), StringComparison.Ordinal);

        static async Task<string> PrintAsync(params string[] options) => (await Cli.RunAsync(["explain", "--program", .. options])).Succeeded().Output.ReplaceLineEndings("\n");
    }

    [Theory]
    [InlineData("smoothgrad(lrp)", "smoothgrad is no single program", Programs)]
    [InlineData("translation-average(gradient)", "translation-average is no single program", Programs)]
    [InlineData("occlusion", "occlusion is no single program", Programs)]
    [InlineData("expected-gradients", "expected-gradients is no single program", Programs)]
    [InlineData("integrated-gradients", "integrated-gradients is no single program", Programs)]
    [InlineData("simple-taylor", "simple-taylor is no single program", Programs)]
    [InlineData("grad-cam(layer=8)", "Grad-CAM weighs feature maps")]
    [InlineData("lrp(layer=33)", "no layer '33'")]
    public async Task What_is_no_program_is_refused(string method, params string[] parts)
    {
        var result = await Cli.RunAsync("explain", "--program", "--method", method);

        result.Failed(ExitCode.WrongUsage, parts);
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("--plan", "--plan")]
    [InlineData("--output r.png", "--output")]
    [InlineData("--target nofile.npy", "--target")]
    [InlineData("--images nofile.npy", "--images")]
    [InlineData("--index 3", "--index")]
    [InlineData("--contrast 9", "--contrast")]
    [InlineData("--ledger", "--ledger")]
    [InlineData("--method gradient --method lrp", "one method")]
    public async Task What_does_not_go_together_is_refused(string arguments, string part) =>
        (await Cli.RunAsync(["explain", "--program", .. arguments.Split(' ')])).Failed(ExitCode.WrongUsage, "--program", part);

    [Fact]
    public async Task The_help_says_what_is_printed() => Assert.Contains("--program", (await Cli.RunAsync("explain", "--help")).Succeeded().Output, StringComparison.Ordinal);
}
