using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Training;
using MnistExplanation.Explaining;
using MnistExplanation.Learning;

namespace MnistExplanation.Evaluating;

/// <summary>Gets the models: those in files that the user named, or one for each seed, trained where it is missing.</summary>
internal sealed class JudgedModels(EvaluateRequest request, Host host, CancellationToken cancellation)
{
    /// <summary>All of them.</summary>
    /// <param name="dataset">The data set, for training.</param>
    internal async Task<IReadOnlyList<JudgedModel>> LoadAsync(Dataset dataset)
    {
        if (request.Models.Count > 0)
            return FromFiles();
        var models = new List<JudgedModel>();
        for (var seed = 0; seed < request.Seeds; seed++)
            models.Add(new($"seed {seed}", await OfSeedAsync(seed, dataset)));
        return models;
    }

    /// <summary>Those that the user named.</summary>
    internal IReadOnlyList<JudgedModel> FromFiles() => [.. request.Models.Select(path => new JudgedModel(Path.GetFileNameWithoutExtension(path), LoadedModel.Load(path)))];

    /// <summary>Seed 0 of MNIST is inside the program; the others are trained as <c>train</c> does, once.</summary>
    private async Task<LoadedModel> OfSeedAsync(int seed, Dataset dataset)
    {
        if (seed == 0 && dataset.Specification.Id == DatasetSpecification.Mnist.Id)
            return LoadedModel.Load(null);
        var options = Presets.Target with { Seed = seed, Threads = request.Threads ?? Presets.Target.Threads };
        var path = Path.Combine(request.Output, "models", $"{dataset.Specification.Id}.{options.Preset}.seed{seed}.safetensors");
        if (Find(path, options, dataset) is { } found)
            return found;
        host.Terminal.Line($"Training the network of seed {seed} on {dataset.Name}.");
        var session = new TrainingSession(host.Terminal, Path.ChangeExtension(path, "checkpoint"));
        var result = await session.RunAsync(TrainingData.From(dataset), options, Resumption.IfPossible, cancellation);
        using (result.Model)
            result.Model.Save(path);
        session.Forget();
        return LoadedModel.Load(path);
    }

    private static LoadedModel? Find(string path, TrainingOptions options, Dataset dataset)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var model = LoadedModel.Load(path);
            var metadata = model.Trained.Metadata;
            if (metadata.Seed == options.Seed && metadata.Preset == options.Preset && metadata.Epochs == options.Epochs && metadata.Dataset == dataset.Specification.Id)
                return model;
            model.Dispose();
            return null;
        }
        catch (ModelFileException)
        {
            return null;
        }
    }
}
