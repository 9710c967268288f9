using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Tests.Support;

/// <summary>A method on the list over which the promises of all methods are tested.</summary>
/// <param name="Name">Its name on the list.</param>
/// <param name="Make">Makes the method, with parameters that keep it quick.</param>
/// <param name="Passes">How many images it computes for each one that it explains; bounds what it may allocate.</param>
internal sealed record Method(string Name, Func<Subject, Explainer> Make, int Passes = 1);

/// <summary>Every method there is: a new one is a line here.</summary>
internal static class Explainers
{
    public static IReadOnlyList<Method> All { get; } =
    [
        new("gradient", s => new InputGradient(s.Model)),
        new("gradient, absolute", s => new InputGradient(s.Model, absolute: true)),
        new("gradient-times-input", s => new GradientTimesInput(s.Model)),
        new("sensitivity-analysis", s => new SensitivityAnalysis(s.Model)),
        new("guided-backpropagation", s => new GuidedBackpropagation(s.Network)),
        new("deconvolution", s => new Deconvolution(s.Network)),
        .. NamedComposites.All.Select(composite => new Method($"lrp {composite.Name}", s => new LayerwiseRelevancePropagation(s.Network, composite.Create(s.Low, s.High)))),
        new("lrp to a hidden layer", s => new LayerwiseRelevancePropagation(s.Network, NamedComposites.Default.Create(s.Low, s.High), s.Network.WeightedLayers[0])),
    ];

    public static Method Find(string name) => All.Single(method => method.Name == name);
}
