using System.Text.Json;
using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Networks;
using Mnist.Training;
using Relevance.Formats;
using Relevance.Torch.Runtime;
using TorchSharp;
using static Mnist.Networks.LayerSpecification;

namespace Mnist.Tests.Training;

[Collection(LibtorchCollection.Name)]
public sealed class TrainerTests
{
    [Fact]
    public void It_learns()
    {
        var result = Run(Synthetic.Data, Synthetic.Options with { Epochs = 12 });
        Assert.Equal(1, result.Log[^1].TestAccuracy);
        Assert.Equal(1, Classification.Of(result.Model.Network, Synthetic.Data.Test!, Synthetic.Data.Normalization, 1, TestContext.Current.CancellationToken).Accuracy);
        Assert.True(result.Log[^1].Loss < result.Log[0].Loss / 2);
        Assert.Equal(Enumerable.Range(1, 12), result.Log.Select(record => record.Epoch));
    }

    [Fact]
    public void Biases_are_at_most_zero_unless_they_are_free()
    {
        Assert.True(LargestBias(Synthetic.Options) <= 0);
        Assert.True(LargestBias(Synthetic.Options with { FreeBiases = true }) > 0);
        // Checkpoints of before there was a choice are still continued.
        Assert.DoesNotContain("free", Synthetic.Options.ToJson(), StringComparison.Ordinal);

        static float LargestBias(TrainingOptions options) => Biases(Run(Synthetic.Data, options with { Epochs = 1 }).Model).Max(bias => bias.Values.ToArray().Max());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others(bool allOptions)
    {
        var options = Variant(allOptions);
        var first = Train(options);
        // What else draws from the process-wide generator between two trainings must not matter.
        torch.random.manual_seed(99);
        Assert.Equal(first, Train(options));
        Assert.NotEqual(first, Train(options with { Seed = 2 }));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void An_interrupted_training_ends_with_the_bytes_of_an_uninterrupted_one(bool allOptions)
    {
        var options = Variant(allOptions);
        var expected = Train(options);
        using var folder = new TemporaryFolder();
        foreach (var (epoch, batch) in new[] { (1, 2), (2, 1), (2, 4), (4, 3) })
            Assert.Throws<OperationCanceledException>(() => TrainUntil(epoch, batch, options, folder.Path));
        var result = Run(Synthetic.Data, options, folder.Path);
        Assert.Equal(3, result.ResumedAfter);
        Assert.Equal(expected, Bytes(result));
        Assert.Equal([1, 2, 3, 4], result.Log.Select(record => record.Epoch));
    }

    public static TheoryData<bool> Variants => [false, true];

    [Fact]
    public void A_finished_training_is_taken_from_its_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var first = Train(Synthetic.AllOptions, folder.Path);
        var result = Run(Synthetic.Data, Synthetic.AllOptions, folder.Path);
        Assert.Equal(4, result.ResumedAfter);
        Assert.Equal(first, Bytes(result));
    }

    [Fact]
    public void A_checkpoint_of_other_options_is_refused_or_ignored_as_asked()
    {
        using var folder = new TemporaryFolder();
        Train(Synthetic.Options with { Epochs = 1 }, folder.Path);
        var other = Synthetic.Options with { Epochs = 1, LearningRate = 0.02 };
        var error = Assert.Throws<ModelFileException>(() => Run(Synthetic.Data, other, folder.Path));
        Assert.Contains("other options: learning_rate 0.01 in place of 0.02.", error.Message);
        Assert.Contains("start afresh", error.Message);
        Assert.Equal(Train(other), Train(other, folder.Path, ExistingCheckpoint.StartAfresh));
        // The checkpoint is now the other training's.
        Assert.Equal(Train(other), Train(other, folder.Path));
    }

    [Fact]
    public void A_checkpoint_of_other_images_is_refused()
    {
        using var folder = new TemporaryFolder();
        Train(Synthetic.Options, folder.Path);
        var other = Synthetic.Data with { Train = Synthetic.Images(56, seed: 3) };
        Assert.Contains("other images", Assert.Throws<ModelFileException>(() => Run(other, Synthetic.Options, folder.Path)).Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Train(Synthetic.Options, folder.Path);
        var path = folder.File(Checkpoint.FileName);
        var whole = File.ReadAllBytes(path);
        foreach (var damaged in new[] { whole[..^1], [], [.. whole, 0], whole[100..] })
        {
            File.WriteAllBytes(path, damaged);
            Assert.Contains(path, Assert.Throws<ModelFileException>(() => Run(Synthetic.Data, Synthetic.Options, folder.Path)).Message);
            Assert.Equal(damaged, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void The_log_has_one_line_of_JSON_per_epoch_also_across_an_interruption()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<OperationCanceledException>(() => TrainUntil(3, 1, Synthetic.Options, folder.Path));
        var before = File.ReadAllLines(folder.File(Trainer.LogFileName));
        Train(Synthetic.Options, folder.Path);
        var lines = File.ReadAllLines(folder.File(Trainer.LogFileName));
        Assert.Equal(before, lines.Take(2));
        Assert.Equal([1, 2, 3, 4], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("epoch").GetInt32()));
        Assert.Equal(
            ["epoch", "loss", "train_accuracy", "test_accuracy", "seconds", "images_per_second"],
            JsonDocument.Parse(lines[0]).RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(new[] { Checkpoint.FileName, Trainer.LogFileName }, Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Progress_is_told_after_each_batch()
    {
        var seen = new List<TrainingProgress>();
        Run(Synthetic.Data, Synthetic.Options with { Epochs = 2 }, progress: new Listener(seen.Add));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4)], seen.Select(p => (p.Epoch, p.Batch)));
        Assert.All(seen, p => Assert.True(p is { Epochs: 2, Batches: 4, ImagesPerSecond: > 0, Loss: > 0 }));
        Assert.Equal(TimeSpan.Zero, seen[^1].Remaining);
        Assert.True(seen[0].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void Without_test_images_there_is_no_test_accuracy()
    {
        var result = Run(Synthetic.Data with { Test = null }, Synthetic.Options with { Epochs = 1 });
        Assert.Null(result.Log[0].TestAccuracy);
        Assert.Null(result.Model.Metadata.TestAccuracy);
    }

    [Fact]
    public void Testing_after_each_epoch_does_not_change_the_training()
    {
        static float[] Weights(TrainingData data)
        {
            var model = Run(data, Synthetic.AllOptions).Model;
            return [.. Synthetic.Network.Parameters.SelectMany(parameter => model[parameter.Name].Values.ToArray())];
        }
        Assert.Equal(Weights(Synthetic.Data), Weights(Synthetic.Data with { Test = null }));
    }

    [Fact]
    public void No_bias_of_the_result_is_positive()
    {
        foreach (var bias in Biases(Run(Synthetic.Data, Synthetic.AllOptions).Model))
            Assert.True(bias.Values.ToArray().Max() <= 0, bias.Name);
    }

    [Fact]
    public void The_model_says_how_it_was_trained()
    {
        var result = Run(Synthetic.Data, Synthetic.Options);
        var metadata = result.Model.Metadata;
        Assert.Equal(("tiny", "thirds", 1L, 4, 0.2, 0.4), (metadata.Preset, metadata.Dataset, metadata.Seed, metadata.Epochs, metadata.Mean, metadata.StandardDeviation));
        Assert.Equal(["top", "middle", "bottom"], metadata.ClassNames);
        Assert.Equal(Synthetic.Network, metadata.Architecture);
        Assert.Equal(result.Log[^1].TestAccuracy, metadata.TestAccuracy);
        Assert.Equal(TorchRuntime.TorchSharpVersion, metadata.Versions["torchsharp"]);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training_with_advice()
    {
        var error = Assert.Throws<ArithmeticException>(() => Run(Synthetic.Data, Synthetic.Options with { LearningRate = 1e30 }));
        Assert.Contains("lower learning rate", error.Message);
    }

    [Fact]
    public void Weights_that_the_last_step_of_an_epoch_spoilt_are_tested_and_then_noticed_by_the_next_loss()
    {
        // One step per epoch: the loss before it is still a number.
        var error = Assert.Throws<ArithmeticException>(() => Run(Synthetic.Data, Synthetic.Options with { BatchSize = 56, LearningRate = 1e30 }));
        Assert.Contains("epoch 2, batch 1", error.Message);
    }

    [Fact]
    public void Useless_options_are_refused_with_their_value()
    {
        (TrainingOptions Options, string Value)[] useless =
        [
            (Synthetic.Options with { Epochs = 0 }, "not 0"),
            (Synthetic.Options with { BatchSize = -5 }, "not -5"),
            (Synthetic.Options with { Threads = 0 }, "not 0"),
            (Synthetic.Options with { LearningRate = double.NaN }, "not NaN"),
            (Synthetic.Options with { WeightAverageDecay = 2 }, "not 2"),
        ];
        Assert.All(useless, entry => Assert.Contains(entry.Value, Assert.Throws<ArgumentException>(() => Run(Synthetic.Data, entry.Options)).Message));
    }

    [Fact]
    public void Labels_and_names_that_do_not_fit_the_network_are_refused()
    {
        var wrong = new LabelledImages(new byte[784], new byte[] { 3 });
        Assert.Throws<ArgumentException>(() => Run(Synthetic.Data with { Train = wrong }, Synthetic.Options));
        Assert.Throws<ArgumentException>(() => Run(Synthetic.Data with { ClassNames = ["a"] }, Synthetic.Options));
        Assert.Throws<ArgumentException>(() => Run(Synthetic.Data with { Train = new(default, default) }, Synthetic.Options));
    }

    [Fact]
    public void The_number_of_threads_is_as_before()
    {
        var before = TorchRuntime.Threads;
        Train(Synthetic.Options with { Epochs = 1, Threads = before + 1 });
        Assert.Equal(before, TorchRuntime.Threads);
    }

    [Fact]
    public void Wrong_gradients_of_oneDNN_switch_it_off_for_the_training()
    {
        // The second convolution's input gradient is what this processor may get wrong: its channels are no multiple of 16.
        var fragile = new Architecture([new Conv2d(1, 6, 3), new ReLU(), new Conv2d(6, 6, 3), new ReLU(), new AvgPool2d(8), new Flatten(), new Linear(54, 3)]);
        var result = Run(Synthetic.Data, Synthetic.Options with { Architecture = fragile, Epochs = 1 });
        Assert.Equal(!TorchRuntime.OneDnnGradientsAreRight, result.WithoutOneDnn);
    }

    private static TrainingOptions Variant(bool allOptions) => allOptions ? Synthetic.AllOptions : Synthetic.Options;

    private static byte[] Train(TrainingOptions options, string? folder = null, ExistingCheckpoint existing = ExistingCheckpoint.Resume) =>
        Bytes(Run(Synthetic.Data, options, folder, existing));

    private static void TrainUntil(int epoch, int batch, TrainingOptions options, string folder)
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener(progress =>
        {
            if (progress.Epoch == epoch && progress.Batch == batch)
                source.Cancel();
        });
        Run(Synthetic.Data with { Test = null }, options, folder, progress: listener, cancellation: source.Token);
    }

    private static TrainingResult Run(TrainingData data, TrainingOptions options, string? folder = null,
        ExistingCheckpoint existing = ExistingCheckpoint.Resume, IProgress<TrainingProgress>? progress = null, CancellationToken? cancellation = null) =>
        Trainer.Train(data, options, folder, existing, progress, cancellation ?? TestContext.Current.CancellationToken);

    private static byte[] Bytes(TrainingResult result) => result.Model.ToBytes();

    private static NamedTensor[] Biases(TrainedModel model) => [.. model.Metadata.Architecture.Parameters
        .Where(parameter => parameter.Name.EndsWith("bias", StringComparison.Ordinal)).Select(parameter => model[parameter.Name])];

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
