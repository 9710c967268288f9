using Mnist.Data;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What the user asked <c>evaluate --experiment</c> for.</summary>
internal sealed record ExperimentRequest
{
    internal required IReadOnlyList<Experiment> Experiments { get; init; }

    /// <summary>Images, networks and folder, as for all that <c>evaluate</c> does.</summary>
    internal required DigitEvaluateRequest Common { get; init; }

    /// <summary>How long the networks of the experiment on advice are trained.</summary>
    internal required int Epochs { get; init; }

    /// <summary>On how many images, the first ones; null for all.</summary>
    internal int? TrainCount { get; init; }

    /// <summary>The command that does one experiment again; folders and threads are the user's own.</summary>
    internal string CommandLine(Experiment experiment)
    {
        var words = new List<string> { "dotnet run -c Release --project src/MnistExplanation -- evaluate --experiment", experiment.Name };
        if (experiment is not VectorFieldExperiment)
        {
            if (Common.Dataset is { } dataset && dataset.Id != DatasetSpecification.Mnist.Id)
                words.Add($"--dataset {dataset.Id}");
            words.Add($"--count {Common.Count} --seed {Common.Seed}");
            if (Common.Models.Count == 0)
                words.Add($"--seeds {Common.Seeds}");
            else if (experiment is not AdviceExperiment)
                words.AddRange(Common.Models.Select(model => $"--model {Path.GetFileName(model)}"));
        }
        if (experiment is AdviceExperiment)
            words.Add($"--epochs {Epochs}" + (TrainCount is { } count ? $" --train-count {count}" : ""));
        return string.Join(' ', [.. words, "--output DIR"]);
    }
}
