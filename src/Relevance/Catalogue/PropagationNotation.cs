using Relevance.Definitions;
using Relevance.Propagation;

namespace Relevance.Catalogue;

/// <summary>What a method in writing says of layer-wise relevance propagation, be it the method itself or what it wraps.</summary>
public static class PropagationNotation
{
    /// <summary>The name of the method that has rules.</summary>
    public const string Method = "lrp";

    /// <summary>The hidden layer whose relevance the method finds; null for the pixels.</summary>
    public static string? LayerOf(MethodCall method) => ArgumentsOf(method)?.Layer("layer");

    /// <summary>The hidden unit that the method explains; null for a class.</summary>
    public static HiddenUnit? UnitOf(MethodCall method) => ArgumentsOf(method)?.Text("unit") is { } unit ? HiddenUnit.Parse(unit) : null;

    /// <summary>Whether it starts from the log-odds of the class instead of its score.</summary>
    public static bool HasLogOdds(MethodCall method) => ArgumentsOf(method)?.Choice<PropagationStart>("start") == PropagationStart.LogOdds;

    /// <summary>Wrappers explain what they wrap, and find relevance where it does.</summary>
    private static Arguments? ArgumentsOf(MethodCall method) =>
        method.Wrapped is { } wrapped ? ArgumentsOf(wrapped) : method.Name == Method ? method.Arguments : null;
}
