using Mnist.ModelFiles;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Tests.Commands;

/// <summary>What comes from a training says by which libtorch.</summary>
public sealed class VersionsTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Records_of_a_reproduction_name_what_trained()
    {
        (await Cli.RunTinyAsync("reproduce", "--data", place.Data, "--epochs", "1", "--threads", "1", "--output", place["out"])).Succeeded();

        var versions = Json.Read(place["out/results.json"])["versions"]!;
        Assert.Equal(TorchRuntime.TorchSharpVersion, versions["torchsharp"]!.GetValue<string>());
        Assert.Equal(TorchRuntime.LibtorchVersion, versions["libtorch"]!.GetValue<string>());
        Assert.Equal(Versions.Program, versions["mnist-explanation"]!.GetValue<string>());
        var metadata = TrainedModel.Load(place["out/model.safetensors"]).Metadata;
        Assert.Equal(TorchRuntime.LibtorchVersion, metadata.Versions["libtorch"]);
        Assert.Equal(TorchRuntime.TorchSharpVersion, metadata.Versions["torchsharp"]);
        Assert.Contains("libtorch", File.ReadAllText(place["out/report.html"]), StringComparison.Ordinal);
        Assert.Matches($">libtorch<[^§]{{0,40}}>{TorchRuntime.LibtorchVersion}<", File.ReadAllText(place["out/report.html"]));
    }

    [Fact]
    public async Task A_training_with_another_libtorch_is_another_training()
    {
        string[] command = ["reproduce", "--data", place.Data, "--epochs", "1", "--threads", "1", "--output", place["out"]];
        (await Cli.RunTinyAsync(command)).Succeeded();
        var ledger = Json.Read(place["out/.stages.json"]);

        Assert.NotEqual(ledger["training"]!["key"]!.GetValue<string>(), KeyWithout("libtorch"));
        Assert.Equal(ledger["training"]!["key"]!.GetValue<string>(), KeyWithout(""));

        string KeyWithout(string name) => Reproducing.Reproduction.TrainingKey(
            TinyDataset.Instance.Specification, Mnist.Training.Presets.Target with { Epochs = 1, Threads = 1 }, Versions.Training.Where(version => version.Key != name));
    }

    [Theory]
    [InlineData("--measures", "pointing-game", "--force")]
    [InlineData("--experiment", "advice", "--epochs", "1", "--seeds", "1", "--train-count", "64")]
    public async Task An_evaluation_that_trains_tells_what_trains(params string[] what)
    {
        string[] command = ["evaluate", "--data", place.Data, "--count", "10", "--output", place["out"], .. what];
        if (what[0] == "--measures")
            command = [.. command, "--methods", "gradient"];

        var result = await Cli.RunTinyAsync([.. command, "--verbose"]);

        Assert.Equal(0, result.Code);
        Assert.Equal(2, result.Error.Split($"libtorch {TorchRuntime.LibtorchVersion} through TorchSharp").Length);
    }
}
