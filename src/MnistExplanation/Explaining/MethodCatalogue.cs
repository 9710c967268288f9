using System.Collections.Immutable;
using MnistExplanation.Console;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Explaining;

/// <summary>The methods of the command line; a new method is one more entry.</summary>
internal static class MethodCatalogue
{
    internal static ImmutableArray<Method> All { get; } =
    [
        new("sensitivity-analysis", "Sensitivity analysis",
            "How strongly the score reacts when a pixel changes, whichever way: the square of its derivative.",
            IsSigned: false, (network, _) => new SensitivityAnalysis(network)),
        new("simple-taylor", "Simple Taylor decomposition",
            "Each pixel's first-order share of the score: derivative times value.",
            IsSigned: true, (network, _) => new SimpleTaylor(network)),
        new("lrp", "Layer-wise relevance propagation",
            "The score itself, handed back layer by layer to the pixels that made it up.",
            IsSigned: true, (network, pixels) => new LayerwiseRelevancePropagation(
                network, NamedComposites.Default.Create(pixels.Low(network.ElementType), pixels.High(network.ElementType)))),
    ];

    /// <summary>The method used where none is named.</summary>
    internal static Method Default => All[^1];

    internal static Method? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>What to say to somebody who typed another name.</summary>
    internal static string Unknown(string name)
    {
        var nearest = Nearest.Of(name, All.Select(method => method.Name)) is { } found ? $" Did you mean '{found}'?" : "";
        return $"There is no method '{name}'; there are {string.Join(", ", All.Select(method => method.Name))}.{nearest}";
    }
}
