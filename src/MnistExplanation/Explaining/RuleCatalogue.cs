using System.Collections.Immutable;
using Relevance.Propagation.Notation;

namespace MnistExplanation.Explaining;

/// <summary>The rules that the command line knows, in the library's notation.</summary>
internal static class RuleCatalogue
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["zero"] = "LRP-0: each input's own share of z",
        ["epsilon"] = "LRP-ε: ε absorbs what is weak or contradictory; with relative=true a multiple of the layer's rms",
        ["gamma"] = "LRP-γ: favours what has the sign of z",
        ["alpha-beta"] = "LRP-αβ: α times what excites less β times what inhibits, α − β = 1",
        ["z-plus"] = "z⁺: only what excites; no bias, as in deep Taylor decomposition, or with bias=in-denominator the positive ones, as in Zennit",
        ["z-box"] = "zB: for inputs between low and high, such as pixels; without them, the range of the pixels",
        ["w-square"] = "w²: squared weights alone, for inputs without bounds",
        ["flat"] = "flat: the same to every input of a unit",
        ["winner-takes-all"] = "max pooling: all to the largest value of the window, in equal parts to several",
        ["average-of-window"] = "max pooling: shared over the window as if it were an average",
        ["pass"] = "hands relevance on unchanged, as activations do",
        ["gradient"] = "treats relevance as a gradient",
    };

    /// <summary>Their names.</summary>
    internal static ImmutableArray<string> Names { get; } = [.. RuleNotation.Known.Select(rule => rule.Split('(')[0])];

    /// <summary>The parameters of a rule.</summary>
    internal static ImmutableArray<string> Parameters(string name) =>
        [.. RuleNotation.Known.First(rule => rule.Split('(')[0] == name).Split('(', ')', ',').Skip(1).Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=')[0].Trim())];

    /// <summary>What a rule does, in one line; empty for one that is not described here.</summary>
    internal static string Meaning(string name) => Meanings.GetValueOrDefault(name, "");
}
