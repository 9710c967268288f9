using Mnist.Data;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What the user asked <c>evaluate --experiment</c> for.</summary>
internal sealed record ExperimentRequest
{
    internal required IReadOnlyList<Experiment> Experiments { get; init; }

    /// <summary>The folder for figures, documents and the page.</summary>
    internal required string Output { get; init; }

    /// <summary>How many test images, the first ones.</summary>
    internal required int Count { get; init; }

    /// <summary>Determines random orders and resampling.</summary>
    internal int Seed { get; init; }

    /// <summary>Null for the embedded model.</summary>
    internal string? Model { get; init; }

    /// <summary>Null for the one on which the model was trained.</summary>
    internal DatasetSpecification? Dataset { get; init; }

    internal string? DataFolder { get; init; }

    /// <summary>How long the networks of the experiment on advice are trained.</summary>
    internal required int Epochs { get; init; }

    /// <summary>On how many images, the first ones; null for all.</summary>
    internal int? TrainCount { get; init; }

    /// <summary>How many networks of each kind, of the seeds 0, 1, ….</summary>
    internal required int Seeds { get; init; }

    internal int? Threads { get; init; }

    internal bool Verbose { get; init; }

    /// <summary>The command that does one experiment again; folders and threads are the user's own.</summary>
    internal string CommandLine(Experiment experiment)
    {
        var dataset = Dataset is null || Dataset == DatasetSpecification.Mnist ? "" : $" --dataset {Dataset.Id}";
        var training = experiment is AdviceExperiment ? $" --epochs {Epochs} --seeds {Seeds}" + (TrainCount is { } count ? $" --train-count {count}" : "") : "";
        var images = experiment is VectorFieldExperiment ? "" : $" --count {Count} --seed {Seed}";
        var model = experiment is AdviceExperiment or VectorFieldExperiment || Model is null ? "" : $" --model {Path.GetFileName(Model)}";
        return $"dotnet run -c Release --project src/MnistExplanation -- evaluate --experiment {experiment.Name}{dataset}{model}{images}{training} --output DIR";
    }
}
