using Mnist.Data;
using Mnist.Data.Fetching;
using Mnist.ModelFiles;
using Mnist.Training;
using MnistExplanation.Tests.Support;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Training_writes_a_model_its_log_and_its_curve_and_nothing_else()
    {
        var result = (await TrainAsync("model.safetensors")).Succeeded();

        Assert.Equal(["model.safetensors", "model.training-curve.png", "model.training-log.jsonl"], place.Files());
        Assert.Equal([place["data"]], Directory.GetDirectories(place[""]));
        var model = TrainedModel.Load(place["model.safetensors"]);
        Assert.Equal((3, 7L, "target"), (model.Metadata.Epochs!.Value, model.Metadata.Seed!.Value, model.Metadata.Preset));
        Assert.Equal(3, File.ReadAllLines(place["model.training-log.jsonl"]).Length);
        Assert.True(GreyImage.Decode(place["model.training-curve.png"]).Width > 100);
        Assert.Contains("epoch 3 of 3: loss", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{100 * model.Metadata.TestAccuracy:F2} % of the test images", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_gives_the_same_weights_and_another_seed_others()
    {
        (await TrainAsync("a.safetensors")).Succeeded();
        (await TrainAsync("b.safetensors")).Succeeded();
        (await TrainAsync("c.safetensors", seed: 8)).Succeeded();

        Assert.Equal(File.ReadAllBytes(place["a.safetensors"]), File.ReadAllBytes(place["b.safetensors"]));
        Assert.NotEqual(File.ReadAllBytes(place["a.safetensors"]), File.ReadAllBytes(place["c.safetensors"]));
    }

    [Fact]
    public async Task A_checkpoint_of_other_options_is_not_resumed_unless_one_insists()
    {
        await LeaveCheckpointAsync();

        (await TrainAsync("model.safetensors", "--learning-rate", "0.01", "--resume")).Failed(ExitCode.Failure, "cannot be resumed");
        var result = (await TrainAsync("model.safetensors", "--learning-rate", "0.01")).Succeeded();

        Assert.Contains("starts afresh", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_checkpoint_costs_time_and_nothing_else()
    {
        (await TrainAsync("expected.safetensors")).Succeeded();
        await LeaveCheckpointAsync();
        File.WriteAllText(place["model.checkpoint/checkpoint.safetensors"], "damaged");

        var result = (await TrainAsync("model.safetensors")).Succeeded();

        Assert.Contains("starts afresh", result.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(place["expected.safetensors"]), File.ReadAllBytes(place["model.safetensors"]));
    }

    [Fact]
    public async Task An_interrupted_training_continues_and_ends_with_the_same_bytes()
    {
        (await TrainAsync("expected.safetensors")).Succeeded();
        await LeaveCheckpointAsync();

        var result = (await TrainAsync("model.safetensors")).Succeeded();

        // Before the work, not after it.
        Assert.InRange(result.Output.IndexOf("Continued after epoch 1.", StringComparison.Ordinal), 0, result.Output.IndexOf("epoch 2 of 3", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(place["expected.safetensors"]), File.ReadAllBytes(place["model.safetensors"]));
        Assert.False(Directory.Exists(place["model.checkpoint"]));
    }

    [Fact]
    public async Task A_model_file_that_will_be_replaced_is_named_before_the_training()
    {
        const string told = "exists and will be replaced when training ends.";
        var first = (await TrainAsync("model.safetensors", "--epochs", "1")).Succeeded();
        var second = (await TrainAsync("model.safetensors", "--epochs", "1")).Succeeded();

        Assert.DoesNotContain(told, first.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{place["model.safetensors"]} {told}", second.Output, StringComparison.Ordinal);
        Assert.Contains("Preset target, 1 epoch in", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_is_ignored_if_one_wishes()
    {
        await LeaveCheckpointAsync();

        var result = (await TrainAsync("model.safetensors", "--no-resume")).Succeeded();

        Assert.DoesNotContain("Continued", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_must_be_something_to_resume() =>
        (await TrainAsync("model.safetensors", "--resume")).Failed(ExitCode.Failure, "nothing to resume", "model.checkpoint");

    [Fact]
    public async Task Missing_data_is_explained_with_the_folder() =>
        (await Cli.RunTinyAsync("train", "--data", place["nowhere"], "--output", place["model.safetensors"])).Failed(ExitCode.Failure, place["nowhere"]);

    private Task<CliResult> TrainAsync(string output, params string[] more) => TrainAsync(output, seed: 7, more);

    private Task<CliResult> TrainAsync(string output, int seed, params string[] more) => Cli.RunTinyAsync(
        ["train", "--data", place.Data, .. more.Contains("--epochs") ? (string[])[] : ["--epochs", "3"], "--batch-size", "10", "--seed", $"{seed}", "--threads", "1", "--output", place[output], .. more]);

    /// <summary>As a training that was killed after an epoch leaves it.</summary>
    private async Task LeaveCheckpointAsync()
    {
        var dataset = await new DatasetStore().LoadAsync(TinyDataset.Instance.Specification, new DatasetOptions { Folder = place.Data });
        using var stop = new CancellationTokenSource();
        var progress = new DirectProgress<TrainingProgress>(report =>
        {
            if (report.Epoch == 2)
                stop.Cancel();
        });
        var options = Presets.Target with { Epochs = 3, BatchSize = 10, Seed = 7, Threads = 1 };
        Assert.Throws<OperationCanceledException>(
            () => Trainer.Train(TrainingData.From(dataset), options, place["model.checkpoint"], progress: progress, cancellation: stop.Token));
    }
}
