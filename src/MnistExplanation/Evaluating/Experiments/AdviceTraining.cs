using Mnist.Data;
using Mnist.Training;
using MnistExplanation.Learning;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Trains the networks of the experiment on advice. Their checkpoints stay until all is done, so that an interrupted run goes on where it was.</summary>
internal sealed class AdviceTraining(ExperimentRequest request, Terminal terminal, Dataset dataset)
{
    /// <summary>Whether it was told what trains.</summary>
    private bool told;

    private string Checkpoints => Path.Combine(request.Common.Output, $"advice.{dataset.Specification.Id}.checkpoints");

    /// <summary>The training images: the first ones, or all.</summary>
    /// <exception cref="UserException">There are not as many.</exception>
    internal LabelledImages Images => request.TrainCount is not { } count ? dataset.Training
        : count <= dataset.Training.Count ? dataset.Training[..count]
        : throw new UserException($"--train-count {count} is more than the {dataset.Training.Count:N0} training images of {dataset.Name}.");

    /// <summary>Says how many networks will be trained, and for how long, before the first of them is.</summary>
    internal async Task AnnounceAsync(CancellationToken cancellation)
    {
        var networks = AdviceVariant.All.Length * request.Common.Seeds;
        var estimate = await TrainingEstimate.MeasureAsync(Data(), AdviceVariant.Advised.Options(request.Epochs, 0, request.Common.Threads), terminal, cancellation);
        terminal.Line($"First {Readable.Count(networks, "network")} will be trained on {dataset.Name}, {Readable.Count(Images.Count, "image")}, {Readable.Count(request.Epochs, "epoch")} each, {estimate.Text(networks * request.Epochs)};");
        terminal.Line("what an interrupted run has trained is kept. --epochs and --train-count make it shorter, --experiment with another name leaves it out.");
    }

    /// <summary>Trains a network, or takes it from its checkpoint.</summary>
    internal async Task<SafetensorsModel> TrainAsync(AdviceVariant variant, int seed, CancellationToken cancellation)
    {
        terminal.Line($"Training: {variant.Title}, seed {seed}");
        if (request.Common.Verbose && !told)
            TrainingVerbose.WriteLibtorch(terminal);
        told = true;
        var result = await Session(variant, seed).RunAsync(Data(), variant.Options(request.Epochs, seed, request.Common.Threads), Resumption.IfPossible, cancellation);
        return SafetensorsModel.Of(result.Model, $"{variant.Title}, seed {seed}", result.Model.ToBytes());
    }

    /// <summary>Forgets the checkpoints; for when the results are safe.</summary>
    internal void Forget()
    {
        if (Directory.Exists(Checkpoints))
            Directory.Delete(Checkpoints, recursive: true);
    }

    private TrainingData Data() => TrainingData.From(dataset) with { Train = Images };

    private TrainingSession Session(AdviceVariant variant, int seed) => new(terminal, Path.Combine(Checkpoints, $"{variant.Name}.{seed}"));
}
