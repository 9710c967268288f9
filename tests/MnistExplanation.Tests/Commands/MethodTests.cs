using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Tests.Commands;

/// <summary>What <c>explain --method</c> takes beside names.</summary>
public sealed class MethodTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("smoothgrad(lrp(composite=epsilon-plus), samples=3)")]
    [InlineData("translation-average(integrated-gradients(steps=3), radius=1)")]
    [InlineData("expected-gradients(samples=4, seed=2)")]
    public async Task A_method_in_writing_is_that_of_the_library(string method)
    {
        var found = await ArrayAsync("--method", method);

        var model = DigitModel.Load(null);
        var inputs = model.Normalization.ToTensor<float>(EmbeddedDigits.Instance.Find([0])!.Pixels.Span, 1);
        var explanation = MethodNotation.Parse(method).Create(model.Network, model.Domain(inDouble: false, TypicalDigits.Embedded)).Explain(inputs);
        Assert.Equal(Array.ConvertAll(explanation.Relevance.Values.ToArray(), value => (double)value), found);
    }

    [Fact]
    public async Task Parameters_can_be_set_in_brackets_or_by_an_option_also_those_of_what_is_wrapped()
    {
        Assert.Equal(await ArrayAsync("--method", "ig(steps=4, baseline=mean)"), await ArrayAsync("--method", "integrated-gradients", "--set", "steps=4", "--set", "baseline=mean"));
        Assert.Equal(await ArrayAsync("--method", "smoothgrad(lrp(composite=gamma), samples=2)"), await ArrayAsync("--method", "smoothgrad(lrp)", "--set", "samples=2", "--set", "lrp.composite=gamma"));
        Assert.Equal(await ArrayAsync("--method", "lrp(composite=gamma, gamma=0.5)"), await ArrayAsync("--composite", "gamma", "--set", "gamma=0.5"));
    }

    [Theory]
    [InlineData("gradient", "absolut=true", "--set absolut=true", "Did you mean 'absolute'?")]
    [InlineData("gradient", "absolute", "--set takes NAME=VALUE", "'absolute'")]
    [InlineData("gradient(absolute=true)", "absolute=true", "'absolute' of method 'gradient' is given twice")]
    [InlineData("smoothgrad(lrp(composite=lrp-0))", "lrp.gamma=1", "Composite 'lrp-0' has no parameters")]
    public async Task A_parameter_that_does_not_fit_is_explained(string method, string setting, params string[] parts) =>
        (await Cli.RunAsync("explain", "--method", method, "--set", setting)).Failed(ExitCode.WrongUsage, parts);

    [Fact]
    public async Task The_document_holds_the_notation_and_what_else_the_method_found()
    {
        (await Cli.RunAsync("explain", "--index", "0", "1", "--method", "ig", "--set", "tolerance=0.01", "--set", "steps=2", "--output", place["r.json"])).Succeeded();

        var document = Json.Read(place["r.json"]);
        Assert.Equal("integrated-gradients", document["method"]!.GetValue<string>());
        Assert.Equal("integrated-gradients(steps=2, tolerance=0.01)", document["notation"]!.GetValue<string>());
        Assert.Equal(0.01, document["parameters"]!["tolerance"]!.GetValue<double>());
        Assert.All(document["images"]!.AsArray(), image =>
        {
            Assert.InRange(Math.Abs(image!["diagnostics"]!["completeness-error"]!.GetValue<double>()), 0, 0.01);
            Assert.InRange(image["diagnostics"]!["steps"]!.GetValue<double>(), 4, 1600);
        });
    }

    [Fact]
    public async Task The_document_holds_standard_errors_where_the_method_knows_them()
    {
        (await Cli.RunAsync("explain", "--index", "0", "--method", "shapley-sampling(orders=3)", "--output", place["r.json"])).Succeeded();

        var model = DigitModel.Load(null);
        var inputs = model.Normalization.ToTensor<float>(EmbeddedDigits.Instance.Find([0])!.Pixels.Span, 1);
        var explanation = MethodNotation.Parse("shapley-sampling(orders=3)").Create(model.Network, model.Domain(inDouble: false, null)).Explain(inputs);
        var errors = Json.Read(place["r.json"])["images"]![0]!["standard_errors"]!.AsArray().SelectMany(row => row!.AsArray()).Select(value => value!.GetValue<float>());
        Assert.Equal(explanation.StandardErrors!.Values.ToArray(), errors);
    }

    [Fact]
    public async Task What_was_written_is_said_with_all_that_decides_its_values()
    {
        var result = (await Cli.RunAsync(
            "explain", "--index", "0", "--composite", "epsilon", "--set", "epsilon=0.1", "--rule", "first=flat", "--start", "log-odds", "--output", place["r.png"])).Succeeded();

        Assert.Contains("1 heatmap by lrp(composite=epsilon, epsilon=0.1, rules=\"first=flat\", start=log-odds), ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_shows_what_else_the_method_found()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "--method", "ig(steps=3)")).Succeeded();

        Assert.Matches(@"sum of +completeness\s.*relevance +error +steps", result.Output);
    }

    [Fact]
    public void Columns_of_one_method_say_in_what_they_differ()
    {
        var model = DigitModel.Load(null);
        ExplainRequest[] requests =
        [
            .. new[] { "lrp(composite=epsilon)", "lrp(composite=gamma, gamma=0.5)", "gradient" }.Select(MethodNotation.Parse)
                .Select(method => new ExplainRequest { Method = method, Target = TargetChoice.Predicted }),
        ];
        var found = ExplainJob.Compare(
            requests, [.. requests.Select(request => ExplainJob.CreateExplainer(request, model, null))], model, EmbeddedDigits.Instance.Find([0])!, new DirectProgress<ActivityState>(_ => { }), TestContext.Current.CancellationToken);

        Assert.Equal(["", "lrp(\ncomposite=epsilon)", "lrp(\ncomposite=gamma,\ngamma=0.5)", "Gradient"], ComparisonFigure.Create(found).Rows[0].ColumnHeadings);
    }

    [Fact]
    public async Task All_methods_are_drawn_side_by_side()
    {
        var result = (await Cli.RunAsync("explain", "--method", "all", "--index", "0", "1", "--output", place["all.png"])).Succeeded();

        Assert.Contains($"2 images by {MethodCatalogue.All.Length} methods", result.Output, StringComparison.Ordinal);
        var picture = GreyImage.Decode(place["all.png"]);
        // Panels of 196 pixels: half of the methods beside the image, the others below.
        var columns = (MethodCatalogue.All.Length + 1) / 2 + 1;
        Assert.InRange(picture.Width, 196 * columns, 2 * 196 * columns);
        Assert.InRange(picture.Height, 4 * 196, 2 * 4 * 196 + 400);
    }

    [Fact]
    public async Task Some_methods_are_drawn_side_by_side_for_few_images()
    {
        (await Cli.RunAsync("explain", "--method", "lrp(composite=epsilon)", "--method", "smoothgrad(samples=2)", "--digits", "--output", place["two.png"])).Succeeded();

        Relevance.Formats.NumpyFile.Write<byte>(place["many.npy"], new byte[21 * 784], 21, 28, 28);
        (await Cli.RunAsync("explain", "--method", "gradient", "--method", "lrp", "--images", place["many.npy"], "--output", place["r.png"])).Failed(ExitCode.Failure, "20", "21");
        Assert.Equal(["many.npy", "two.png"], place.Files());
    }

    /// <summary>The relevance of image 0 of the test set.</summary>
    private async Task<double[]> ArrayAsync(params string[] arguments)
    {
        (await Cli.RunAsync(["explain", "--index", "0", .. arguments, "--output", place["r.npy"]])).Succeeded();
        return Npy.Read(place["r.npy"]);
    }
}
