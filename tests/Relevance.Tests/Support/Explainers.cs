using Relevance.Catalogue;
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

    /// <summary>Methods of the catalogue in writing, with parameters that keep them quick.</summary>
    public static IReadOnlyList<string> Written { get; } =
    [
        "gradient", "gradient(absolute=true)", "gradient-times-input", "simple-taylor(root=baseline, baseline=zero)", "simple-taylor(root=towards-baseline)",
        "simple-taylor(root=along-gradient)", "integrated-gradients(steps=7)", "integrated-gradients(steps=3, tolerance=0.05)",
        "integrated-gradients(steps=4, baseline=blurred, rule=trapezoid)", "expected-gradients(samples=6)", "smoothgrad(samples=5)", "smoothgrad-squared(samples=5)",
        "vargrad(samples=5)", "translation-average(radius=1)", "smoothgrad(translation-average(integrated-gradients(steps=2), radius=1), samples=2)",
        "guided-backpropagation", "deconvolution", "deeplift", "deeplift(baseline=mean)", "deeplift(rule=reveal-cancel)", "grad-cam", "grad-cam(layer=1, signed=true)",
        "layer-activation-times-gradient", "occlusion(window=7, stride=5)", "occlusion(window=7, stride=7, baseline=blurred, measure=score-of-window)",
        "feature-ablation(segment=7)", "shapley-sampling(segment=7, orders=3)", "kernel-shap(segment=7, samples=40)", "lime(segment=7, samples=40)",
        "lime(segment=7, samples=40, penalty=lasso)",
    ];

    public static bool IsByAutograd(string name) => Modules.ContainsKey(name);

    public static Explainer Make(string name, nn.Module<Tensor, Tensor> module, Func<Network> network, double low, double high) =>
        Modules.TryGetValue(name, out var byAutograd) ? byAutograd(new AutogradModel(module))
        : Networks.TryGetValue(name, out var ofNetwork) ? ofNetwork(network(), low, high)
        : MethodNotation.Parse(name).Create(network(), new InputDomain(low, high, Golden.Images()[..4]));
}
