using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>Every explainer there is, by name: the list over which the promises of all of them are tested.</summary>
internal static class Explainers
{
    private const string Propagation = "lrp ";

    /// <summary>Those of a network, with the bounds of its pixels.</summary>
    private static readonly Dictionary<string, Func<Network, double, double, Explainer>> Networks = new(
    [
        new("sensitivity-analysis", (network, _, _) => new SensitivityAnalysis(network)),
        new("simple-taylor", (network, _, _) => new SimpleTaylor(network)),
        .. NamedComposites.All.Select(composite => KeyValuePair.Create<string, Func<Network, double, double, Explainer>>(
            $"{Propagation}{composite.Name}", (network, low, high) => new LayerwiseRelevancePropagation(network, composite.Create(low, high)))),
    ]);

    /// <summary>Those of any module.</summary>
    private static readonly Dictionary<string, Func<Model, Explainer>> Modules = new()
    {
        ["sensitivity-analysis by autograd"] = model => new SensitivityAnalysis(model),
        ["simple-taylor by autograd"] = model => new SimpleTaylor(model),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Networks.Keys, .. Modules.Keys];

    public static bool IsByAutograd(string name) => Modules.ContainsKey(name);

    public static Explainer Make(string name, nn.Module<Tensor, Tensor> module, Func<Network> network, double low, double high) =>
        Modules.TryGetValue(name, out var byAutograd) ? byAutograd(new AutogradModel(module)) : Networks[name](network(), low, high);
}
