using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class DataTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Every_file_is_shown_with_its_place_its_size_and_that_it_is_right()
    {
        var result = (await Cli.RunTinyAsync("data", "--data", place.Data)).Succeeded();

        Assert.All(TinyDataset.Instance.Specification.Files, file =>
        {
            var row = result.Output.Split('\n').Single(line => line.TrimStart().StartsWith(file.Name, StringComparison.Ordinal));
            Assert.Contains($"{file.Length:N0}", row, StringComparison.Ordinal);
            Assert.EndsWith("  ok", row, StringComparison.Ordinal);
        });
        Assert.Contains($"in {place.Data}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verification_finds_a_damaged_file()
    {
        var file = Path.Combine(place.Data, "t10k-labels-idx1-ubyte");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var result = await Cli.RunTinyAsync("data", "--data", place.Data, "--verify");

        result.Failed(ExitCode.Failure, "not complete", "t10k-labels-idx1-ubyte");
        Assert.Contains("WRONG", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verification_of_a_folder_that_is_not_there_says_so_and_names_no_file()
    {
        var result = (await Cli.RunTinyAsync("data", "--data", place["nowhere"], "--verify")).Failed(ExitCode.Failure, "the folder does not exist");

        Assert.DoesNotContain("is missing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_folder_has_a_line_of_its_own()
    {
        Directory.CreateDirectory(place["empty"]);

        var result = (await Cli.RunTinyAsync("data", "--data", place["empty"])).Failed(ExitCode.Failure);

        var lines = result.Error.TrimEnd().Split('\n');
        Assert.StartsWith("Error: ", lines[0], StringComparison.Ordinal);
        Assert.All(TinyDataset.Instance.Specification.Files, file => Assert.Single(lines, line => line.TrimEnd() == $"  {file.Name} is missing"));
    }

    [Fact]
    public void The_embedded_digits_are_ten_of_each_class_in_the_order_of_the_test_set()
    {
        var digits = EmbeddedDigits.Instance;

        Assert.Equal(digits.Indices.Order(), digits.Indices);
        Assert.All(digits.Images.Labels.ToArray().CountBy(label => label), count => Assert.Equal(10, count.Value));
        Assert.Equal(100, digits.Images.Count);
        // The first image of MNIST's test set is a seven.
        Assert.Equal(7, digits.Find([0])!.Labels![0]);
        Assert.Null(digits.Find([0, 9999]));
    }

    [Fact]
    public void Misclassified_digits_are_chosen_first_but_not_more_than_two_of_a_class()
    {
        byte[] labels = [.. Enumerable.Repeat((byte)0, 20), 1, 1];
        int[] predicted = [.. labels];
        foreach (var wrong in new[] { 5, 12, 15, 21 })
            predicted[wrong] = 9;

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 21], DigitExport.Choose(labels, predicted));
    }

    [Fact]
    public void The_embedded_arrays_have_the_form_that_the_export_writes()
    {
        Assert.Equal([100, 28, 28], EmbeddedAssets.Array(EmbeddedAssets.ImagesFile).Shape);
        var rows = EmbeddedAssets.Array(EmbeddedAssets.RowsFile);
        Assert.Equal((NumpyElementType.Int64, 100, 2), (rows.ElementType, rows.Shape[0], rows.Shape[1]));
    }
}
