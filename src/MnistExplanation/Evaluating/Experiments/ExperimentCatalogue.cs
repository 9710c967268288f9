using System.Collections.Immutable;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>The experiments known by name. A new one is a line here.</summary>
internal static class ExperimentCatalogue
{
    /// <summary>What stands for all of them.</summary>
    internal const string Every = "all";

    /// <summary>In the order of the paper.</summary>
    internal static ImmutableArray<Experiment> All { get; } =
        [new VectorFieldExperiment(), new TranslatingDigitExperiment(), new SelectivityExperiment(), new AdviceExperiment()];

    /// <summary>The names that can be typed.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(experiment => experiment.Name), Every];

    /// <summary>The experiments of that name; null if there are none.</summary>
    internal static IReadOnlyList<Experiment>? Find(string name) => name == Every ? All : All.FirstOrDefault(experiment => experiment.Name == name) is { } one ? [one] : null;
}
