using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

/// <summary>Whose score <c>explain</c> explains, and against which.</summary>
public sealed class ExplainTargetTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

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

    [Fact]
    public async Task Several_methods_warn_once_as_one_does_and_say_whose_propagation_lost_relevance()
    {
        string[] methods = ["--method", "lrp(composite=epsilon, epsilon=1000)", "--method", "simple-taylor", "--method", "gradient"];
        var result = (await Cli.RunAsync(["explain", "--index", "0", "1", "--contrast", "2", .. methods, "--output", place["r.png"]])).Succeeded();

        Assert.Equal(1, result.Output.Split("Warning: --contrast names the very class that is explained of 1 image; their heatmaps are 0.").Length - 1);
        Assert.Contains("Warning: lrp(composite=epsilon, epsilon=1000): ", result.Output, StringComparison.Ordinal);
        Assert.Contains("--ledger shows the books", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--output", "r.npy")]
    [InlineData("--output", "r.png")]
    [InlineData("--method", "lrp", "--method", "gradient", "--output", "r.png")]
    public async Task A_class_compared_with_itself_in_every_image_is_an_error_and_nothing_is_written(params string[] output)
    {
        // Image 0 of the test set is a seven, and so is image 17.
        (await Cli.RunAsync(["explain", "--index", "0", "--contrast", "7", .. output.Select(word => word.Contains('.', StringComparison.Ordinal) ? place[word] : word)]))
            .Failed(ExitCode.Failure, "--contrast 7 is the very class that is explained of this image", "another --contrast");
        Assert.Empty(place.Files());
        (await Cli.RunAsync("explain", "--index", "0", "17", "--contrast", "7")).Failed(ExitCode.Failure, "of all 2 images");
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
}
