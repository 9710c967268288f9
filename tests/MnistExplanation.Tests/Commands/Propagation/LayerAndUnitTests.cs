using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>Relevance of a hidden layer, <c>--layer</c>, and for a hidden unit, <c>--unit</c>.</summary>
public sealed class LayerAndUnitTests : PropagationTest
{
    [Fact]
    public async Task Relevance_at_a_hidden_layer_has_the_shape_of_the_layer()
    {
        (await Cli.RunAsync("explain", "--index", "0", "1", "--layer", "3", "--output", Place["r.npy"], Place["r.json"], Place["r.png"])).Succeeded();
        (await Cli.RunAsync("explain", "--index", "0", "1", "--layer", "8", "--output", Place["d.npy"], Place["d.png"])).Succeeded();

        Assert.Equal([2, 16, 11, 11], NumpyFile.Read(Place["r.npy"]).Shape);
        Assert.Equal([2, 120], NumpyFile.Read(Place["d.npy"]).Shape);
        var document = Json.Read(Place["r.json"]);
        Assert.Equal("3", document["parameters"]!["layer"]!.GetValue<string>());
        var relevance = document["images"]!.AsArray().SelectMany(image => image!["relevance"]!.AsArray()).SelectMany(map => map!.AsArray()).SelectMany(row => row!.AsArray());
        Assert.Equal(NumpyFile.Read(Place["r.npy"]).ToSingles(), relevance.Select(value => value!.GetValue<float>()));
        Assert.All(["r.png", "d.png"], file => Assert.True(GreyImage.Decode(Place[file]).Width > 100));
        (await Cli.RunAsync("explain", "--index", "0", "--layer", "3")).Succeeded();
    }

    [Fact]
    public async Task A_figure_of_too_many_feature_maps_is_refused()
    {
        NumpyFile.Write<byte>(Place["many.npy"], new byte[41 * 784], 41, 28, 28);

        (await Cli.RunAsync("explain", "--images", Place["many.npy"], "--layer", "3", "--output", Place["r.npy"], Place["r.png"])).Failed(ExitCode.Failure, "640", "656");
        Assert.False(File.Exists(Place["r.npy"]));
    }

    [Theory]
    [InlineData("3:5", 121)]
    [InlineData("8:7", 1)]
    [InlineData("8", 120)]
    public async Task A_hidden_unit_is_explained_by_its_own_value(string unit, int units)
    {
        (await Cli.RunAsync("explain", "--index", "0", "--unit", unit, "--dtype", "float64", "--output", Place["r.json"], Place["r.png"])).Succeeded();

        var document = Json.Read(Place["r.json"]);
        var image = document["images"]![0]!;
        Assert.Equal($"unit {unit}", document["target"]!.GetValue<string>());
        Assert.Equal(unit, image["explained_unit"]!.GetValue<string>());
        Assert.Null(image["explained_class"]);
        Assert.Equal(10, image["scores"]!.AsArray().Count);
        Assert.Equal(7, image["predicted"]!.GetValue<int>());
        var model = DigitModel.Load(null);
        var parts = unit.Split(':');
        var inputs = Inputs(model);
        var scores = model.Network.UpTo(parts[0]).Scores(inputs);
        var first = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) * units : 0;
        Assert.Equal(scores.Image(0).Slice(first, units).ToArray().Sum(), image["explained_score"]!.GetValue<double>(), 9);
    }

    [Theory]
    [InlineData("--layer 33", "no layer '33'", "14 (Linear)")]
    [InlineData("--unit 33:1", "no layer '33'")]
    [InlineData("--unit 3:16", "feature maps 0 to 15")]
    [InlineData("--unit 8:120", "units 0 to 119")]
    [InlineData("--unit 3:a", "such as 3:5", "'3:a'")]
    [InlineData("--unit 3 --layer 5", "does not come before")]
    [InlineData("--unit 3 --target 1", "only one of them")]
    [InlineData("--unit 3 --contrast 1", "only one of them")]
    [InlineData("--unit 3 --start log-odds", "only one of them")]
    [InlineData("--method simple-taylor --layer 3", "--layer belongs to --method lrp")]
    [InlineData("--method sensitivity-analysis --unit 3", "--unit belongs to --method lrp")]
    public Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts) => RefusedAsync(arguments, parts);
}
