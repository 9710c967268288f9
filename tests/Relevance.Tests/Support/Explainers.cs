using Relevance.Catalogue;
using Relevance.Propagation.Composites;

namespace Relevance.Tests.Support;

/// <summary>A method on the list over which the promises of all methods are tested.</summary>
/// <param name="Name">The method in the notation of the catalogue, where <c>{first}</c> stands for the first layer with weights.</param>
/// <param name="NeedsNetwork">Whether it asks for a network; otherwise any differentiable model will do.</param>
/// <param name="RefusesMaxPooling">Whether it is not defined for networks with max pooling.</param>
internal sealed record Method(string Name, bool NeedsNetwork = false, bool RefusesMaxPooling = false)
{
    /// <summary>The networks that it can explain.</summary>
    public IReadOnlyList<Subject> Subjects => RefusesMaxPooling ? [Subject.Golden, Subject.WithAverages] : [Subject.Golden, Subject.Residual, Subject.WithNorm];

    /// <summary>A small one of them.</summary>
    public Subject Small => Subjects[1];

    /// <summary>What is written, without the names of layers.</summary>
    public MethodCall Call => MethodNotation.Parse(Name.Replace("{first}", "0", StringComparison.Ordinal));

    /// <summary>Whether it asks for scores alone.</summary>
    public bool AsksForScoresAlone => Call.Definition.Family == MethodFamily.ChangeTheImage;

    /// <summary>About how many images it computes for each one that it explains.</summary>
    public long Passes(Subject subject) => Call.Passes(subject.Wide.ImageShape);

    public Explainer Make(Subject subject) => Make(subject, NeedsNetwork ? subject.Network : subject.Model);

    /// <summary>The method for a model that is told apart from the subject's.</summary>
    public Explainer Make(Subject subject, Model model) =>
        MethodNotation.Parse(Name.Replace("{first}", subject.Network.WeightedLayers[0], StringComparison.Ordinal)).Create(model, subject.Domain);
}

/// <summary>Every method there is, with parameters that keep it quick: a new one is a line here.</summary>
internal static class Explainers
{
    public static IReadOnlyList<Method> All { get; } =
    [
        new("gradient"),
        new("gradient(absolute=true)"),
        new("gradient-times-input"),
        new("sensitivity-analysis"),
        new("guided-backpropagation", NeedsNetwork: true),
        new("deconvolution", NeedsNetwork: true),
        .. NamedComposites.All.Select(composite => new Method($"lrp(composite={composite.Name})", NeedsNetwork: true)),
        new("lrp(layer={first})", NeedsNetwork: true),
        new("simple-taylor"),
        new("simple-taylor(root=baseline, baseline=blurred)"),
        new("simple-taylor(root=towards-baseline, baseline=blurred)"),
        new("simple-taylor(root=along-gradient)"),
        new("integrated-gradients(steps=7)"),
        new("integrated-gradients(steps=3, tolerance=0.05, most-steps=12)"),
        new("integrated-gradients(steps=4, baseline=blurred, rule=trapezoid)"),
        new("expected-gradients(samples=6)"),
        new("deeplift", NeedsNetwork: true),
        new("deeplift(baseline=mean)", NeedsNetwork: true),
        new("deeplift(rule=reveal-cancel)", NeedsNetwork: true, RefusesMaxPooling: true),
        new("grad-cam", NeedsNetwork: true),
        new("grad-cam(layer={first}, signed=true)", NeedsNetwork: true),
        new("layer-activation-times-gradient", NeedsNetwork: true),
        new("occlusion(window=7, stride=5)"),
        new("occlusion(window=7, stride=7, baseline=blurred, measure=score-of-window)"),
        new("feature-ablation(segment=7)"),
        new("shapley-sampling(segment=7, orders=3)"),
        new("kernel-shap(segment=7, samples=40)"),
        new("lime(segment=7, samples=40)"),
        new("lime(segment=7, samples=40, penalty=lasso)"),
        new("smoothgrad(samples=5)"),
        new("smoothgrad-squared(samples=5)"),
        new("vargrad(lrp, samples=5)", NeedsNetwork: true),
        new("translation-average(radius=1)", NeedsNetwork: true),
        new("smoothgrad(translation-average(integrated-gradients(steps=2), radius=1), samples=2)"),
    ];

    /// <summary>Their names, for a test of each.</summary>
    public static TheoryData<string> Names => [.. All.Select(method => method.Name)];

    /// <summary>The names of each method and of each network that it can explain.</summary>
    public static TheoryData<string, string> OnSubjects => [.. from method in All from subject in method.Subjects select new TheoryDataRow<string, string>(method.Name, subject.Name)];

    public static Method Find(string name) => All.Single(method => method.Name == name);
}
