using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

/// <summary>What <c>explain</c> computes, shows and writes.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Without_options_one_digit_of_each_class_is_shown_and_nothing_written()
    {
        var result = (await Cli.RunAsync("explain")).Succeeded();

        var rows = result.Output.Split('\n').Where(line => line.Contains('%', StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(0, 10).Select(label => $"{label}"), rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Theory]
    [InlineData("sensitivity-analysis")]
    [InlineData("simple-taylor")]
    [InlineData("lrp")]
    public async Task The_array_holds_what_the_explainer_computes(string name)
    {
        (await Cli.RunAsync("explain", "--method", name, "--output", place["r.npy"])).Succeeded();

        var array = NumpyFile.Read(place["r.npy"]);
        Assert.Equal([10, 1, 28, 28], array.Shape);
        Assert.Equal(NumpyElementType.Float32, array.ElementType);
        var model = DigitModel.Load(null);
        var digits = EmbeddedDigits.Instance.FirstOfEachClass();
        var inputs = model.Normalization.ToTensor<float>(digits.Pixels.Span, digits.Count);
        var explainer = MethodNotation.Parse(name).Create(model.Network, model.Domain(inDouble: false, TypicalDigits.Embedded));
        var explanation = explainer.Explain(inputs);
        Assert.Equal(explanation.Relevance.Values.ToArray(), array.ToSingles());
    }

    [Theory]
    [InlineData("sensitivity-analysis", "captum.gradient.npy")]
    [InlineData("simple-taylor", "captum.input_x_gradient.npy")]
    [InlineData("lrp", "zennit.epsilon_gamma_box.npy")]
    public async Task The_heatmaps_written_agree_with_other_libraries_and_with_float64_whatever_the_batch(string method, string reference)
    {
        var model = GoldenModel.WriteTo(place["golden.safetensors"]);
        string[] command =
        [
            "explain", "--model", model, "--images", GoldenModel.Golden("images_u8.npy"), "--target", GoldenModel.Golden("labels.npy"), "--method", method,
        ];
        (await Cli.RunAsync([.. command, "--dtype", "float64", "--output", place["64.npy"]])).Succeeded();
        var expected = Npy.Read(place["64.npy"]);
        var theirs = Npy.Read(GoldenModel.Golden(reference));

        Assert.Equal(NumpyElementType.Float64, NumpyFile.Read(place["64.npy"]).ElementType);
        Assert.InRange(Npy.Error(expected, method == "sensitivity-analysis" ? [.. theirs.Select(v => v * v)] : theirs), 0, 1e-6);
        foreach (var batch in new[] { 1, 2, 10, 1000 })
        {
            (await Cli.RunAsync([.. command, "--batch-size", $"{batch}", "--output", place["32.npy"]])).Succeeded();
            // Of a square it is the root that is as near.
            Assert.InRange(Npy.Error(Rooted(Npy.Read(place["32.npy"])), Rooted(expected)), 0, Npy.RoundingToFloat32);
        }

        double[] Rooted(double[] values) => method == "sensitivity-analysis" ? [.. values.Select(Math.Sqrt)] : values;
    }

    [Fact]
    public async Task A_thousand_images_in_one_batch_equal_the_same_images_in_small_ones()
    {
        var images = Enumerable.Repeat(EmbeddedDigits.Instance.Images.Pixels.ToArray(), 10).SelectMany(pixels => pixels).ToArray();
        NumpyFile.Write<byte>(place["images.npy"], images, 1000, 28, 28);

        (await Cli.RunAsync("explain", "--images", place["images.npy"], "--batch-size", "1000", "--output", place["large.npy"])).Succeeded();
        (await Cli.RunAsync("explain", "--images", place["images.npy"], "--batch-size", "10", "--output", place["small.npy"])).Succeeded();

        Assert.Equal(File.ReadAllBytes(place["small.npy"]), File.ReadAllBytes(place["large.npy"]));
    }

    [Theory]
    [InlineData("--method", "smoothgrad(gradient, samples=3)")]
    [InlineData("--target", "classes.npy")]
    [InlineData("--dtype", "float64")]
    public async Task An_array_alone_is_written_part_by_part_with_the_same_bytes(string option, string value)
    {
        const int count = 2100;
        var digits = EmbeddedDigits.Instance.Images.Pixels.ToArray();
        NumpyFile.Write<byte>(place["images.npy"], [.. Enumerable.Range(0, count).SelectMany(i => digits.AsSpan(i % 100 * 784, 784).ToArray())], count, 28, 28);
        NumpyFile.Write<byte>(place["classes.npy"], [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7 % 10))], count);
        string[] command = ["explain", "--images", place["images.npy"], option, value.EndsWith(".npy", StringComparison.Ordinal) ? place[value] : value];

        var alone = (await Cli.RunAsync([.. command, "--output", place["alone.npy"], place["twin.npy"]])).Succeeded();
        (await Cli.RunAsync([.. command, "--output", place["beside.npy"], place["document.json"]])).Succeeded();

        Assert.Contains("2,100 heatmaps", alone.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(place["beside.npy"]), File.ReadAllBytes(place["alone.npy"]));
        Assert.Equal(File.ReadAllBytes(place["beside.npy"]), File.ReadAllBytes(place["twin.npy"]));
    }

    [Fact]
    public async Task A_sum_that_is_not_the_score_is_said_to_have_left_the_rest_to_biases_and_epsilon()
    {
        const string rest = "the rest is biases and ε";
        var lrp = (await Cli.RunAsync("explain", "--index", "0", "--composite", "epsilon", "--set", "epsilon=1")).Succeeded();
        var ledger = (await Cli.RunAsync("explain", "--index", "0", "--composite", "epsilon", "--set", "epsilon=1", "--ledger")).Succeeded();
        var other = (await Cli.RunAsync("explain", "--index", "0", "--method", "gradient")).Succeeded();

        Assert.Contains($"{rest}: --ledger shows it layer by layer.", lrp.Output, StringComparison.Ordinal);
        Assert.Contains($"{rest}.", ledger.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(rest, other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_gives_the_same_bytes()
    {
        foreach (var run in new[] { "a", "b" })
            (await Cli.RunAsync("explain", "--index", "0", "1", "--output", place[$"{run}.npy"], place[$"{run}.json"], place[$"{run}.png"])).Succeeded();

        Assert.All([".npy", ".json", ".png"], ending => Assert.Equal(File.ReadAllBytes(place["a" + ending]), File.ReadAllBytes(place["b" + ending])));
    }

    [Fact]
    public async Task The_document_repeats_the_array_and_says_how_it_was_made()
    {
        (await Cli.RunAsync("explain", "--index", "0", "1", "--target", "true", "--output", place["r.json"], place["r.npy"])).Succeeded();

        var document = Json.Read(place["r.json"]);
        Assert.Equal("lrp", document["method"]!.GetValue<string>());
        Assert.Equal("epsilon-gamma-box", document["parameters"]!["composite"]!.GetValue<string>());
        Assert.Equal("float32", document["dtype"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{64}$", document["model"]!["sha256"]!.GetValue<string>());
        Assert.Equal(EmbeddedDigits.Instance.Find([0, 1])!.Sha256, document["input"]!["sha256"]!.GetValue<string>());
        Assert.Equal(Versions.Program, document["versions"]!["mnist-explanation"]!.GetValue<string>());
        var images = document["images"]!.AsArray();
        var relevance = images.SelectMany(image => image!["relevance"]!.AsArray()).SelectMany(row => row!.AsArray()).Select(value => value!.GetValue<float>());
        Assert.Equal(NumpyFile.Read(place["r.npy"]).ToSingles(), relevance);
        Assert.Equal([7, 2], images.Select(image => image!["label"]!.GetValue<int>()));
        Assert.All(images, image => Assert.Equal(
            image!["scores"]![image["explained_class"]!.GetValue<int>()]!.GetValue<float>(), image["explained_score"]!.GetValue<float>()));
    }

    [Fact]
    public async Task Verbose_tells_on_what_the_speed_can_depend()
    {
        var result = await Cli.RunAsync("explain", "--index", "0", "--verbose");

        Assert.Equal(ExitCode.Success, result.Code);
        Assert.Contains("vectors of", result.Error, StringComparison.Ordinal);
        Assert.Contains("threads", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch", result.Error, StringComparison.Ordinal);
    }
}
