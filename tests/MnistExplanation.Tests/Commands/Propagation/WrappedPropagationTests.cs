using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Imaging;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>A method that wraps a propagation explains what that one explains, where that one ends.</summary>
public sealed class WrappedPropagationTests : PropagationTest
{
    [Fact]
    public async Task What_is_wrapped_keeps_its_shape()
    {
        await ExplainAsync("--method", "smoothgrad(lrp(layer=3), samples=2)", "--output", Place["r.npy"], Place["r.json"], Place["r.png"]);
        await ExplainAsync("--method", "smoothgrad(lrp(layer=8), samples=2)");

        var array = NumpyFile.Read(Place["r.npy"]);
        Assert.Equal([1, 16, 11, 11], array.Shape);
        var relevance = Json.Read(Place["r.json"])["images"]![0]!["relevance"]!.AsArray();
        Assert.Equal(array.ToSingles(), relevance.SelectMany(map => map!.AsArray()).SelectMany(row => row!.AsArray()).Select(value => value!.GetValue<float>()));
        // Sixteen maps, and not one heatmap.
        Assert.True(GreyImage.Decode(Place["r.png"]).Width > 1000);
    }

    [Fact]
    public async Task What_is_wrapped_keeps_its_unit()
    {
        await ExplainAsync("--method", "smoothgrad(lrp(unit=3:5), samples=2)", "--output", Place["r.json"], Place["r.png"]);

        var document = Json.Read(Place["r.json"]);
        Assert.Equal("unit 3:5", document["target"]!.GetValue<string>());
        Assert.Equal("smoothgrad(lrp(unit=3:5), samples=2)", document["notation"]!.GetValue<string>());
        Assert.Equal("3:5", document["images"]![0]!["explained_unit"]!.GetValue<string>());
        Assert.Equal(10, document["images"]![0]!["scores"]!.AsArray().Count);
        Assert.Equal(7, document["images"]![0]!["predicted"]!.GetValue<int>());
        Assert.Contains("unit 3:5", (await Cli.RunAsync("explain", "--index", "0", "--method", "smoothgrad(lrp(unit=3:5), samples=2)")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method smoothgrad(lrp(unit=3:5)) --contrast 1", "only one of them")]
    [InlineData("--method translation-average(lrp(layer=3))", "--method translation-average(lrp(layer=3))", "without a hidden layer")]
    public Task What_is_said_in_two_ways_is_refused(string arguments, params string[] parts) => RefusedAsync(arguments, parts);
}
