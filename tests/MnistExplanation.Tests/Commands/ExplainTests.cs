using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

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

    [Theory]
    [InlineData()]
    [InlineData("--output", "r.npy")]
    [InlineData("--output", "r.npy", "r.json")]
    public async Task Who_compares_a_class_with_itself_is_told_of_how_many_images(params string[] output)
    {
        var result = (await Cli.RunAsync(["explain", "--digits", "--contrast", "5", .. output.Select(word => word[0] == '-' ? word : place[word])])).Succeeded();

        Assert.Contains("Warning: --contrast names the very class that is explained of 2 images; their heatmaps are 0.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--ledger shows the books", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--output", "r.npy")]
    [InlineData("--output", "r.png")]
    public async Task A_class_compared_with_itself_in_every_image_is_an_error_and_nothing_is_written(params string[] output)
    {
        // Image 0 of the test set is a seven, and so is image 17.
        (await Cli.RunAsync(["explain", "--index", "0", "--contrast", "7", .. output.Select(word => word[0] == '-' ? word : place[word])]))
            .Failed(ExitCode.Failure, "--contrast 7 is the very class that is explained of this image", "another --contrast");
        Assert.Empty(place.Files());
        (await Cli.RunAsync("explain", "--index", "0", "17", "--contrast", "7")).Failed(ExitCode.Failure, "of all 2 images");
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

    [Theory]
    [InlineData("--images", "folder", "this is a folder")]
    [InlineData("--images", "folder.npy", "this is a folder")]
    [InlineData("--images", "nowhere/a.png", "there is no folder")]
    [InlineData("--images", "missing.png", "there is no such file")]
    [InlineData("--target", "nowhere/a.npy", "there is no folder")]
    [InlineData("--composite", "nowhere/a.json", "there is no folder")]
    [InlineData("--model", "folder", "is a folder, not a model file")]
    [InlineData("--model", "nowhere/m.safetensors", "nowhere' does not exist")]
    [InlineData("--model", "missing.safetensors", "There is no model file")]
    [InlineData("--data", "nowhere", "the folder does not exist")]
    [InlineData("--data", "file", "this is a file, not a folder")]
    [InlineData("--output", "file/r.png", "file' is a file, not a folder")]
    public async Task What_is_no_file_or_no_folder_is_said_to_be_none(string option, string name, string reason)
    {
        Directory.CreateDirectory(place["folder"]);
        Directory.CreateDirectory(place["folder.npy"]);
        File.WriteAllText(place["file"], "");

        var result = (await Cli.RunAsync("explain", option, place[name])).Failed(ExitCode.Failure, place[name], reason);

        Assert.DoesNotContain("denied", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_gives_the_same_bytes()
    {
        foreach (var run in new[] { "a", "b" })
            (await Cli.RunAsync("explain", "--index", "0", "1", "--output", place[$"{run}.npy"], place[$"{run}.json"], place[$"{run}.png"])).Succeeded();

        Assert.All([".npy", ".json", ".png"], ending => Assert.Equal(File.ReadAllBytes(place["a" + ending]), File.ReadAllBytes(place["b" + ending])));
    }

    [Fact]
    public async Task An_existing_file_is_replaced_and_no_other_is_left()
    {
        File.WriteAllText(place["r.png"], "old");

        (await Cli.RunAsync("explain", "--index", "0", "--output", place["r.png"])).Succeeded();

        Assert.Equal(["r.png"], place.Files());
        Assert.True(GreyImage.Decode(place["r.png"]).Width > 100);
    }

    [Fact]
    public async Task A_missing_folder_of_the_output_is_made()
    {
        (await Cli.RunAsync("explain", "--index", "0", "--output", place["new/folder/r.npy"])).Succeeded();

        Assert.Equal(["r.npy"], place.Files("new/folder"));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_found_before_the_work()
    {
        Directory.CreateDirectory(place["folder.png"]);
        File.WriteAllText(place["file"], "");

        (await Cli.RunAsync("explain", "--model", "missing", "--output", place["folder.png"])).Failed(ExitCode.Failure, "folder.png' is a folder");
        (await Cli.RunAsync("explain", "--model", "missing", "--output", place["file/r.npy"])).Failed(ExitCode.Failure, "r.npy' cannot be written");
    }

    [Fact]
    public async Task The_target_decides_whose_score_is_explained()
    {
        NumpyFile.Write<long>(place["seven.npy"], [7], 1);
        string[] targets = ["predicted", "true", "3", place["seven.npy"]];
        var arrays = new List<double[]>();
        foreach (var target in targets)
        {
            (await Cli.RunAsync("explain", "--index", "0", "--target", target, "--output", place["r.npy"])).Succeeded();
            arrays.Add(Npy.Read(place["r.npy"]));
        }

        // Image 0 of the test set is a seven that any network here recognises.
        Assert.Equal(arrays[0], arrays[1]);
        Assert.Equal(arrays[0], arrays[3]);
        Assert.NotEqual(arrays[0], arrays[2]);
    }

    [Fact]
    public async Task A_target_that_does_not_fit_is_explained()
    {
        NumpyFile.Write<long>(place["two.npy"], [1, 2], 2);
        NumpyFile.Write<long>(place["twelve.npy"], [12], 1);
        NumpyFile.Write<float>(place["float.npy"], [1f], 1);
        NumpyFile.Write<byte>(place["image.npy"], new byte[784], 1, 28, 28);

        (await Cli.RunAsync("explain", "--index", "0", "--target", "12")).Failed(ExitCode.Failure, "--target 12", "0 to 9");
        (await Cli.RunAsync("explain", "--index", "0", "--target", place["two.npy"])).Failed(ExitCode.Failure, "2 classes for 1 images");
        (await Cli.RunAsync("explain", "--index", "0", "--target", place["twelve.npy"])).Failed(ExitCode.Failure, "holds 12 for image 0");
        (await Cli.RunAsync("explain", "--index", "0", "--target", place["float.npy"])).Failed(ExitCode.Failure, "Float32", "whole numbers");
        (await Cli.RunAsync("explain", "--index", "0", "--target", place["missing.npy"])).Failed(ExitCode.Failure, "missing.npy");
        (await Cli.RunAsync("explain", "--images", place["image.npy"], "--target", "true")).Failed(ExitCode.Failure, "--images does not say", "FILE.npy");
    }

    [Fact]
    public async Task An_image_beyond_the_embedded_ones_comes_from_the_data_set()
    {
        var result = await Cli.RunTinyAsync("explain", "--index", "59", "--data", place.Data, "--output", place["r.npy"]);

        result.Succeeded();
        (await Cli.RunTinyAsync("explain", "--index", "60", "--data", place.Data)).Failed(ExitCode.Failure, "--index 60", "0 to 59");
    }

    [Fact]
    public async Task Images_of_another_form_are_explained_in_an_error()
    {
        NumpyFile.Write<float>(place["float.npy"], new float[784], 1, 28, 28);
        NumpyFile.Write<byte>(place["flat.npy"], new byte[784], 1, 784);
        File.WriteAllText(place["text.png"], "not a picture");

        (await Cli.RunAsync("explain", "--images", place["float.npy"])).Failed(ExitCode.Failure, "Float32 [1, 28, 28]", "uint8");
        (await Cli.RunAsync("explain", "--images", place["flat.npy"])).Failed(ExitCode.Failure, "[1, 784]", "[N, 28, 28]");
        (await Cli.RunAsync("explain", "--images", place["text.png"])).Failed(ExitCode.Failure, "text.png");
        (await Cli.RunAsync("explain", "--images", place["missing.png"])).Failed(ExitCode.Failure, "missing.png");
    }

    [Fact]
    public async Task A_picture_of_a_digit_in_dark_ink_on_paper_is_read_and_recognised()
    {
        var seven = new GreyImage(28, 28, EmbeddedDigits.Instance.Find([0])![0].Span);
        Heatmap.Render(seven.ToMap(), ColorScale.Ink, factor: 5).Save(place["seven.png"]);

        (await Cli.RunAsync("explain", "--images", place["seven.png"], "--output", place["r.json"])).Succeeded();

        var image = Json.Read(place["r.json"])["images"]![0]!;
        Assert.Equal("seven.png", image["name"]!.GetValue<string>());
        Assert.Equal(7, image["predicted"]!.GetValue<int>());
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
    public async Task A_figure_of_too_many_images_is_refused_before_the_work()
    {
        NumpyFile.Write<byte>(place["many.npy"], new byte[201 * 784], 201, 28, 28);

        (await Cli.RunAsync("explain", "--images", place["many.npy"], "--output", place["r.png"])).Failed(ExitCode.Failure, "200", "201");
    }

    [Fact]
    public async Task The_embedded_model_is_not_taken_for_another_data_set() =>
        (await Cli.RunAsync("explain", "--dataset", "fashion-mnist")).Failed(ExitCode.Failure, "trained on mnist", "--model FILE");

    [Fact]
    public async Task A_cancelled_command_writes_nothing()
    {
        var result = await Cli.RunTinyAsync(new CancellationToken(canceled: true), "explain", "--data", place.Data, "--output", place["out/r.npy"]);

        result.Failed(ExitCode.Cancelled, "Cancelled");
        Assert.Empty(place.Files("out"));
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
