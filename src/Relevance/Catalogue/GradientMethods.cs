using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Catalogue.MethodParameter;

namespace Relevance.Catalogue;

/// <summary>Methods that ask for gradients alone.</summary>
internal static class GradientMethods
{
    private static readonly Dictionary<string, IntegrationRule> Rules = Enum.GetValues<IntegrationRule>().ToDictionary(IntegratedGradients.NameOf);

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("sensitivity-analysis", "Sensitivity analysis",
            "How strongly the score reacts when a pixel changes, whichever way: the square of its derivative.",
            [], context => new SensitivityAnalysis(context.Model)) { IsSigned = false },
        new("gradient", "Gradient",
            "How the score reacts when a pixel gets brighter: its derivative.",
            [Flag("absolute", "drop the sign, which gives the saliency map")],
            context => new InputGradient(context.Model, context.Arguments.Flag("absolute"))) { Aliases = ["saliency"] },
        new("gradient-times-input", "Gradient × input",
            "Each pixel's share if the score were linear: derivative times value.",
            [], context => new GradientTimesInput(context.Model)) { Aliases = ["input-times-gradient", "input-x-gradient"] },
        new("simple-taylor", "Simple Taylor decomposition",
            "Each pixel's first-order share of the score: derivative at a root point times distance from it.",
            [
                Choice("root", ["near-zero", "baseline", "towards-baseline", "along-gradient"],
                    "where the root point is: near 0, at the baseline, or the nearest by line search towards the baseline or along the gradient"),
                .. BaselineChoice.Parameters,
            ],
            context => new SimpleTaylor(context.Model, Root(context))),
        new("integrated-gradients", "Integrated gradients",
            "Each pixel's share of what the score gains on the straight path from a baseline to the image.",
            [
                .. BaselineChoice.Parameters,
                WholeNumber("steps", 50, 1, 10_000, "gradients along the path"),
                Choice("rule", [.. Rules.Keys], "where they are taken"),
                Number("tolerance", 0, 0, double.PositiveInfinity, "double the steps until the shares sum to the gain up to this error; 0 for never"),
                WholeNumber("most-steps", 1600, 1, 100_000, "where doubling ends"),
            ],
            context => new IntegratedGradients(context.Model, BaselineChoice.Of(context), context.Arguments.WholeNumber("steps"),
                Rules[context.Arguments.Choice("rule")], context.Arguments.Number("tolerance"), context.Arguments.WholeNumber("most-steps"))) { Aliases = ["ig"] },
        new("expected-gradients", "Expected gradients",
            "As integrated gradients, averaged over example images as baselines.",
            [WholeNumber("samples", 50, 1, 100_000, "draws of an example and a place on the path from it"), Seed],
            context => new ExpectedGradients(context.Model, context.Examples, context.Arguments.WholeNumber("samples"), context.Arguments.WholeNumber("seed")))
        {
            Aliases = ["gradient-shap"],
            NeedsExamples = true,
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
