using System.Collections.Immutable;

namespace MnistExplanation;

/// <summary>The versions that records of a run carry.</summary>
internal static class Versions
{
    /// <summary>The program's own.</summary>
    internal static string Program { get; } = typeof(Versions).Assembly.GetName().Version!.ToString(3);

    /// <summary>By name: the program and what computes for it. (A training adds those of libtorch to the model.)</summary>
    internal static ImmutableSortedDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["mnist-explanation"] = Program,
        ["dotnet"] = Environment.Version.ToString(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
