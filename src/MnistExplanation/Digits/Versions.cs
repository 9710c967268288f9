using System.Collections.Immutable;
using Mnist.Training;

namespace MnistExplanation.Digits;

/// <summary>The versions that records of a run carry.</summary>
internal static class Versions
{
    /// <summary>The program's own.</summary>
    internal static string Program { get; } = typeof(Versions).Assembly.GetName().Version!.ToString(3);

    /// <summary>By name: the program and what computes for it. Those of a training are <see cref="Training"/>.</summary>
    internal static ImmutableSortedDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["mnist-explanation"] = Program,
        ["dotnet"] = Environment.Version.ToString(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The same with what computes trainings. Loads libtorch.</summary>
    internal static ImmutableSortedDictionary<string, string> Training => All.SetItems(TrainingVersions.All);
}
