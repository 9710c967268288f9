using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating;

/// <summary>Gets the models: those in files that the user named, or one for each seed, trained where it is missing.</summary>
internal sealed class TrainedModels(DigitEvaluateRequest request, Host host, CancellationToken cancellation)
{
    /// <summary>Enough to see both objects.</summary>
    private const int EpochsOfPairs = 5;

    /// <summary>Whether it was told what trains.</summary>
    private bool told;

    /// <summary>Those that the user named.</summary>
    internal IReadOnlyList<EvaluatedModel> FromFiles() => [.. request.Models.Select(path => new EvaluatedModel(Path.GetFileNameWithoutExtension(path), DigitModel.Load(path)))];

    /// <summary>One for each seed. Seed 0 of MNIST is inside the program; the others are trained as <c>train</c> does, once.</summary>
    internal async Task<IReadOnlyList<EvaluatedModel>> OfSeedsAsync(Dataset dataset)
    {
        var models = new List<EvaluatedModel>();
        for (var seed = 0; seed < request.Seeds; seed++)
        {
            var model = seed == 0 && dataset.Specification.Id == DatasetSpecification.Mnist.Id
                ? DigitModel.Load(null)
                : await TrainedAsync(Presets.Target with { Seed = seed }, TrainingData.From(dataset), $"the network of seed {seed} on {dataset.Name}");
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
            data ??= TrainingData.From(dataset) with { Dataset = $"{dataset.Specification.Id}.pairs", Train = DigitPairs.Of(dataset.Training, 0).Images, Test = null };
            var architecture = ((SafetensorsModel)model.Model).Trained.Metadata.Architecture;
            var options = Presets.All.Values.FirstOrDefault(preset => preset.Architecture.Equals(architecture)) ?? Presets.Target with { Preset = "own", Architecture = architecture };
            all.Add(model with
            {
                ForPairs = await TrainedAsync(options with { Seed = number, Epochs = EpochsOfPairs }, data, $"the network of {model.Name} on pairs, for measures of localisation"),
            });
        }
        return all;
    }

    private async Task<SafetensorsModel> TrainedAsync(TrainingOptions options, TrainingData data, string text)
    {
        options = options with { Threads = request.Threads ?? options.Threads };
        var path = Path.Combine(request.Output, "models", $"{data.Dataset}.{options.Preset}.seed{options.Seed}.safetensors");
        if (Find(path, options, data.Dataset) is { } found)
            return found;
        host.Terminal.Line($"Training {text}.");
        if (request.Verbose && !told)
            TrainingVerbose.WriteLibtorch(host.Terminal);
        told = true;
        var session = new TrainingSession(host.Terminal, Path.ChangeExtension(path, "checkpoint"));
        var result = await session.RunAsync(data, options, Resumption.IfPossible, cancellation);
        result.Model.Save(path);
        session.Forget();
        return DigitModel.Load(path);
    }

    private static SafetensorsModel? Find(string path, TrainingOptions options, string dataset)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var model = DigitModel.Load(path);
            var metadata = model.Trained.Metadata;
            if (metadata.Seed == options.Seed && metadata.Preset == options.Preset && metadata.Epochs == options.Epochs && metadata.Dataset == dataset)
                return model;
            return null;
        }
        catch (ModelFileException)
        {
            return null;
        }
    }
}
