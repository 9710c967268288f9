using MnistExplanation.Tests.Support;
using Relevance.Catalogue;

namespace MnistExplanation.Tests.Commands;

public sealed class BenchTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Everything_that_is_promised_is_measured()
    {
        var result = (await Cli.RunTinyAsync("bench", "--quick", "--data", place.Data, "--output", place["b.json"])).Succeeded();

        var document = Json.Read(place["b.json"]);
        string[] expected = ["training", "plain TorchSharp loop", "test of", .. MethodCatalogue.All.Select(method => $"--method {method.Name} of"), "start to first heatmap"];
        var measurements = document["measurements"]!.AsArray();
        Assert.Equal(expected.Length, measurements.Count);
        Assert.All(expected.Zip(measurements), pair =>
        {
            Assert.Contains(pair.First, pair.Second!["name"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.True(pair.Second["best_seconds"]!.GetValue<double>() > 0);
        });
        Assert.True(document["training_ratio"]!.GetValue<double>() > 0);
        Assert.All(expected, name => Assert.Contains(name, result.Output, StringComparison.Ordinal));
    }
}
