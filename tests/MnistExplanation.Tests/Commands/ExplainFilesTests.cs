using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

/// <summary>The files that <c>explain</c> reads and writes, and what it says of those that it cannot.</summary>
public sealed class ExplainFilesTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

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
}
