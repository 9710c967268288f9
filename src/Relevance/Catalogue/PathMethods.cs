using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that compare with a baseline or a root point along a path.</summary>
internal static class PathMethods
{
    private static readonly Dictionary<string, IntegrationRule> Rules = Enum.GetValues<IntegrationRule>().ToDictionary(IntegratedGradients.NameOf);

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("simple-taylor", "Simple Taylor decomposition", MethodFamily.AskForGradients,
            "Each pixel's first-order share of the score: derivative at a root point times distance from it.",
            [
                Choice("root", ["near-zero", "baseline", "towards-baseline", "along-gradient"],
                    "where the root point is: near 0, at the baseline, or the nearest by line search towards the baseline or along the gradient"),
                .. BaselineChoice.Parameters,
            ],
            context => new SimpleTaylor(context.Differentiable, Root(context)))
        {
            Passes = (arguments, _) => arguments.Choice("root") is "near-zero" or "baseline" ? 2 : 50,
            Formula = "R_i = ∂f/∂x_i at x̃ · (x_i − x̃_i), f(x̃) = 0",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.2.",
        },
        new("integrated-gradients", "Integrated gradients", MethodFamily.AskForGradients,
            "Each pixel's share of what the score gains on the straight path from a baseline to the image.",
            [
                .. BaselineChoice.Parameters,
                WholeNumber("steps", 50, 1, 10_000, "gradients along the path") with { Usual = (1, 200) },
                Choice("rule", [.. Rules.Keys], "the quadrature rule that places them"),
                Number("tolerance", 0, 0, double.PositiveInfinity, "double the steps until the completeness error is at most this; 0 for never") with { Usual = (1e-6, 1), IsLogarithmic = true },
                WholeNumber("most-steps", 1600, 1, 100_000, "the number of steps beyond which they are not doubled") with { Usual = (1, 1600) },
            ],
            context => new IntegratedGradients(context.Differentiable, BaselineChoice.Of(context), context.Arguments.WholeNumber("steps"),
                Rules[context.Arguments.Choice("rule")], context.Arguments.Number("tolerance"), context.Arguments.WholeNumber("most-steps")))
        {
            Aliases = ["ig"],
            Passes = (arguments, _) => arguments.Number("tolerance") > 0 ? 2L * arguments.WholeNumber("most-steps") : arguments.WholeNumber("steps"),
            Formula = "R_i = (x_i − x′_i) ∫₀¹ ∂f/∂x_i at x′ + t (x − x′) dt, x′ the baseline",
            Source = "Sundararajan, Taly, Yan, Axiomatic attribution for deep networks, 2017.",
        },
        new("expected-gradients", "Expected gradients", MethodFamily.AskForGradients,
            "As integrated gradients, averaged over example images as baselines.",
            [WholeNumber("samples", 50, 1, 100_000, "random draws of an example and of a point on the path from it") with { Usual = (2, 200) }, Seed],
            context => new ExpectedGradients(context.Differentiable, context.Examples, context.Arguments.WholeNumber("samples"), context.Arguments.WholeNumber("seed")))
        {
            Aliases = ["gradient-shap"],
            NeedsExamples = true,
            Passes = (arguments, _) => arguments.WholeNumber("samples"),
            Formula = "R_i = E[(x_i − b_i) ∂f/∂x_i at b + α (x − b)], b one of the examples, α uniform in [0, 1]",
            Source = "Erion et al., Improving performance of deep learning models with axiomatic attribution priors and expected gradients, 2021; " +
                "Lundberg, Lee, A unified approach to interpreting model predictions, 2017.",
        },
        new("deeplift", "DeepLIFT", MethodFamily.HandTheScoreBack,
            "Each pixel's share of the difference to a baseline, by the slope of the chord at each activation.",
            [
                .. BaselineChoice.Parameters,
                Choice("rule", ["rescale", "reveal-cancel"], "the rule for activations: one multiplier for the whole change, or separate ones for what raises and what lowers it"),
            ],
            context => new DeepLift(context.Network, BaselineChoice.Of(context),
                context.Arguments.Choice("rule") == "rescale" ? DeepLiftRule.Rescale : DeepLiftRule.RevealCancel))
        {
            Formula = "R_i = m_i (x_i − x′_i), m = Wᵀm in linear layers, m ← m · Δa/Δz at activations (rescale); Σ_i R_i = f(x) − f(x′)",
            Source = "Shrikumar, Greenside, Kundaje, Learning important features through propagating activation differences, 2017.",
        },
    ];

    private static RootPoint Root(MethodContext context) => context.Arguments.Choice("root") switch
    {
        "near-zero" => RootPoint.NearZero,
        "baseline" => RootPoint.At(BaselineChoice.Of(context)),
        "towards-baseline" => RootPoint.Towards(BaselineChoice.Of(context)),
        _ => RootPoint.AlongGradient,
    };
}
