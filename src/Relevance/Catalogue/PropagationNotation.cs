using Relevance.Definitions;
using Relevance.Propagation;

namespace Relevance.Catalogue;

/// <summary>Reads the parameters of layer-wise relevance propagation from a method call, whether it is the method itself or wrapped by it.</summary>
public static class PropagationNotation
{
    /// <summary>The name of layer-wise relevance propagation.</summary>
    public const string Method = "lrp";

    /// <summary>Gets the name of the hidden layer whose relevance the method computes; null for the relevance of the input.</summary>
    public static string? LayerOf(MethodCall method) => ArgumentsOf(method)?.Layer("layer");

    /// <summary>Gets the hidden unit that the method explains; null if it explains the score of a class.</summary>
    public static HiddenUnit? UnitOf(MethodCall method) => ArgumentsOf(method)?.Text("unit") is { } unit ? HiddenUnit.Parse(unit) : null;

    /// <summary>Gets whether the method starts from the log-odds of the class instead of its score.</summary>
    public static bool HasLogOdds(MethodCall method) => ArgumentsOf(method)?.Choice<PropagationStart>("start") == PropagationStart.LogOdds;

    /// <summary>Wrappers explain what they wrap, and find relevance where it does.</summary>
    private static Arguments? ArgumentsOf(MethodCall method) =>
        method.Wrapped is { } wrapped ? ArgumentsOf(wrapped) : method.Name == Method ? method.Arguments : null;
}
