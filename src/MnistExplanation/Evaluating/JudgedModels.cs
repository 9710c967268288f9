using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Networks;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating;

/// <summary>
/// Gets the models that are judged: those in files that the user named, or one for each seed. A model that is neither inside the program nor kept from before is
/// trained.
/// </summary>
internal sealed class JudgedModels(DigitEvaluateRequest request, Host host, CancellationToken cancellation)
{
    /// <summary>Enough to see both objects.</summary>
    private const int EpochsOfPairs = 5;

    /// <summary>Whether it was told what trains.</summary>
    private bool told;

    /// <summary>Those that the user named.</summary>
    internal IReadOnlyList<EvaluatedModel> FromFiles() => [.. request.Models.Select(path => new EvaluatedModel(Path.GetFileNameWithoutExtension(path), DigitModel.Load(path)))];

    /// <summary>Says which networks will be trained before anything is measured, why, and what leaves that out; nothing where all are there.</summary>
    /// <param name="models">Those that the user named.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="ofPairs">The measures that are asked for and need a network that has learned pairs.</param>
    internal async Task AnnounceAsync(IReadOnlyList<EvaluatedModel> models, Dataset dataset, IReadOnlyList<string> ofPairs)
    {
        var missing = models.Count > 0 ? 0 : Enumerable.Range(0, request.Seeds).Count(seed => !IsInside(seed, dataset) && Find(OptionsOf(seed), dataset.Specification.Id) is null);
        var architectures = models.Count > 0 ? models.Select(model => ((SafetensorsModel)model.Model).Trained.Metadata.Architecture) : Enumerable.Repeat(Presets.Target.Architecture, request.Seeds);
        var missingOfPairs = ofPairs.Count == 0 ? 0 : architectures.Index().Count(entry => FindOfPairs(OptionsOfPairs(entry.Item, entry.Index), dataset) is null);
        if (missing + missingOfPairs == 0)
            return;
        var epochs = missing * Presets.Target.Epochs + missingOfPairs * EpochsOfPairs;
        var estimate = await TrainingEstimate.MeasureAsync(TrainingData.From(dataset), WithThreads(Presets.Target), host.Terminal, cancellation);
        host.Terminal.Line($"First {Readable.Count(missing + missingOfPairs, "network")} will be trained and kept in {Path.Combine(request.Output, "models")}, {estimate.Text(epochs)}:");
        if (missing > 0)
            host.Terminal.Line($"  {missing} on {dataset.Name}, {Epochs(missing, Presets.Target.Epochs)}; --model FILE judges a network that you have instead");
        if (missingOfPairs > 0)
        {
            host.Terminal.Line($"  {missingOfPairs} on pairs of images, {Epochs(missingOfPairs, EpochsOfPairs)}, for {Readable.List(ofPairs)}; " +
                $"--measures without {(ofPairs.Count == 1 ? "it" : "them")} leaves that out");
        }

        static string Epochs(int networks, int epochs) => Readable.Count(epochs, "epoch") + (networks > 1 ? " each" : "");
    }

    /// <summary>One for each seed. Seed 0 of MNIST is inside the program; the others are trained as <c>train</c> does, once.</summary>
    internal async Task<IReadOnlyList<EvaluatedModel>> OfSeedsAsync(Dataset dataset)
    {
        var models = new List<EvaluatedModel>();
        for (var seed = 0; seed < request.Seeds; seed++)
        {
            var model = IsInside(seed, dataset)
                ? DigitModel.Load(null)
                : await TrainedAsync(OptionsOf(seed), TrainingData.From(dataset), $"the network of seed {seed} on {dataset.Name}");
            models.Add(new($"seed {seed}", model));
        }
        return models;
    }

    /// <summary>For each model one of the same layers that was trained on pairs of objects, each labelled as one of the two.</summary>
    internal async Task<IReadOnlyList<EvaluatedModel>> WithPairsAsync(IReadOnlyList<EvaluatedModel> models, Dataset dataset)
    {
        TrainingData? data = null;
        var all = new List<EvaluatedModel>();
        foreach (var (number, model) in models.Index())
        {
            var options = OptionsOfPairs(((SafetensorsModel)model.Model).Trained.Metadata.Architecture, number);
            all.Add(model with
            {
                ForPairs = FindOfPairs(options, dataset) ?? await TrainedAsync(options, PairsOf(), $"the network of {model.Name} on pairs, for measures of localisation"),
            });
        }
        return all;

        // Sixty thousand pairs take a moment to draw, which is for nothing where the network is there.
        TrainingData PairsOf() => data ??= TrainingData.From(dataset) with { Dataset = NameOfPairs(dataset), Train = DigitPairs.Of(dataset.Training, 0).Images, Test = null };
    }

    private async Task<SafetensorsModel> TrainedAsync(TrainingOptions options, TrainingData data, string text)
    {
        if (Find(options, data.Dataset) is { } found)
            return found;
        var path = PathOf(options, data.Dataset);
        host.Terminal.Line($"Training {text}.");
        if (request.Verbose && !told)
            TrainingVerbose.WriteLibtorch(host.Terminal);
        told = true;
        var session = new TrainingSession(host.Terminal, Path.ChangeExtension(path, "checkpoint"));
        var result = await session.RunAsync(data, WithThreads(options), Resumption.IfPossible, cancellation);
        result.Model.Save(path);
        session.Forget();
        return DigitModel.Load(path);
    }

    private static bool IsInside(int seed, Dataset dataset) => seed == 0 && dataset.Specification.Id == DatasetSpecification.Mnist.Id;

    private static TrainingOptions OptionsOf(int seed) => Presets.Target with { Seed = seed };

    private static TrainingOptions OptionsOfPairs(Architecture architecture, int seed)
    {
        var options = Presets.All.Values.FirstOrDefault(preset => preset.Architecture.Equals(architecture)) ?? Presets.Target with { Preset = "own", Architecture = architecture };
        return options with { Seed = seed, Epochs = EpochsOfPairs };
    }

    private static string NameOfPairs(Dataset dataset) => $"{dataset.Specification.Id}.pairs";

    private string PathOf(TrainingOptions options, string dataset) => Path.Combine(request.Output, "models", $"{dataset}.{options.Preset}.seed{options.Seed}.safetensors");

    private TrainingOptions WithThreads(TrainingOptions options) => options with { Threads = request.Threads ?? options.Threads };

    /// <summary>The network of pairs that was trained before, or the one inside the program; null where there is none, or the user wants it trained.</summary>
    private SafetensorsModel? FindOfPairs(TrainingOptions options, Dataset dataset) =>
        Find(options, NameOfPairs(dataset)) ?? (request.Force ? null : Fitting(DigitModel.OfPairs(), options, NameOfPairs(dataset)));

    /// <summary>The network that was trained before; null where there is none.</summary>
    private SafetensorsModel? Find(TrainingOptions options, string dataset)
    {
        var path = PathOf(options, dataset);
        if (!File.Exists(path))
            return null;
        try
        {
            return Fitting(DigitModel.Load(path), options, dataset);
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    /// <summary>The network if it is the one that these options train; otherwise null.</summary>
    private static SafetensorsModel? Fitting(SafetensorsModel model, TrainingOptions options, string dataset)
    {
        var metadata = model.Trained.Metadata;
        return metadata.Seed == options.Seed && metadata.Preset == options.Preset && metadata.Epochs == options.Epochs && metadata.Dataset == dataset
            && metadata.Architecture.Equals(options.Architecture) ? model : null;
    }
}
