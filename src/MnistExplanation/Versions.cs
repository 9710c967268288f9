using System.Collections.Immutable;
using Relevance.Runtime;

namespace MnistExplanation;

/// <summary>The versions that records of a run carry.</summary>
internal static class Versions
{
    /// <summary>The program's own.</summary>
    internal static string Program { get; } = typeof(Versions).Assembly.GetName().Version!.ToString(3);

    /// <summary>By name: the program and what computes for it.</summary>
    internal static ImmutableSortedDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["mnist-explanation"] = Program,
        ["dotnet"] = Environment.Version.ToString(),
        ["torchsharp"] = TorchRuntime.TorchSharpVersion,
        ["libtorch"] = Version.Parse(TorchSharp.torch.__version__).ToString(3),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
