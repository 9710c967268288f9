using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Catalogue.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that ask for gradients alone.</summary>
internal static class GradientMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("sensitivity-analysis", "Sensitivity analysis", MethodFamily.AskForGradients,
            "How strongly the score reacts when a pixel changes, whichever way: the square of its derivative.",
            [], context => new SensitivityAnalysis(context.Differentiable))
        {
            IsSigned = false,
            Formula = "R_i = (∂f/∂x_i)²",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.1.",
        },
        new("gradient", "Gradient", MethodFamily.AskForGradients,
            "How the score reacts when a pixel gets brighter: its derivative.",
            [Flag("absolute", "drop the sign, which gives the saliency map")],
            context => new InputGradient(context.Differentiable, context.Arguments.Flag("absolute")))
        {
            Aliases = ["saliency"],
            Formula = "R_i = ∂f/∂x_i",
            Source = "Simonyan, Vedaldi, Zisserman, Deep inside convolutional networks: visualising image classification models and saliency maps, 2014.",
        },
        new("gradient-times-input", "Gradient × input", MethodFamily.AskForGradients,
            "Each pixel's share if the score were linear: derivative times value.",
            [], context => new GradientTimesInput(context.Differentiable))
        {
            Aliases = ["input-times-gradient", "input-x-gradient"],
            Formula = "R_i = ∂f/∂x_i · x_i",
            Source = "Shrikumar, Greenside, Shcherbina, Kundaje, Not just a black box: learning important features through propagating activation differences, 2016.",
        },
        new("simple-taylor", "Simple Taylor decomposition", MethodFamily.AskForGradients,
            "Each pixel's first-order share of the score: derivative at a root point times distance from it.",
            [
                Choice("root", ["near-zero", "baseline", "towards-baseline", "along-gradient"],
                    "where the root point is: near 0, at the baseline, or the nearest by line search towards the baseline or along the gradient"),
                .. BaselineChoice.Parameters,
            ],
            context => new SimpleTaylor(context.Differentiable, Root(context)))
        {
            Passes = (arguments, _) => arguments.Choice("root") is "near-zero" or "baseline" ? 2 : 67,
            Formula = "R_i = ∂f/∂x_i at x̃ · (x_i − x̃_i), f(x̃) = 0",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.2.",
        },
        new("integrated-gradients", "Integrated gradients", MethodFamily.AskForGradients,
            "Each pixel's share of what the score gains on the straight path from a baseline to the image.",
            [
                .. BaselineChoice.Parameters,
                WholeNumber("steps", 50, 1, 10_000, "gradients along the path") with { Usual = (5, 200), IsLogarithmic = true },
                Choice("rule", IntegrationRule.GaussLegendre, "where they are taken"),
                Number("tolerance", 0, 0, double.PositiveInfinity, "double the steps until the shares sum to the gain up to this error; 0 for never") with { Usual = (0, 0.1) },
                WholeNumber("most-steps", 1600, 1, 100_000, "where doubling ends") with { Usual = (100, 10_000), IsLogarithmic = true },
            ],
            context => new IntegratedGradients(context.Differentiable, BaselineChoice.Of(context), context.Arguments.WholeNumber("steps"),
                context.Arguments.Choice<IntegrationRule>("rule"), context.Arguments.Number("tolerance"), context.Arguments.WholeNumber("most-steps")))
        {
            Aliases = ["ig"],
            Passes = (arguments, _) => arguments.Number("tolerance") > 0 ? 2L * arguments.WholeNumber("most-steps") : arguments.WholeNumber("steps"),
            Formula = "R_i = (x_i − x′_i) ∫₀¹ ∂f/∂x_i at x′ + t (x − x′) dt",
            Source = "Sundararajan, Taly, Yan, Axiomatic attribution for deep networks, 2017, section 3.",
        },
        new("expected-gradients", "Expected gradients", MethodFamily.AskForGradients,
            "As integrated gradients, averaged over example images as baselines.",
            [WholeNumber("samples", 50, 1, 100_000, "draws of an example and a place on the path from it") with { Usual = (5, 500), IsLogarithmic = true }, Seed],
            context => new ExpectedGradients(
                context.Differentiable, context.Examples, context.Arguments.WholeNumber("samples"), context.Arguments.WholeNumber("seed")))
        {
            Aliases = ["gradient-shap"],
            NeedsExamples = true,
            Passes = (arguments, _) => arguments.WholeNumber("samples"),
            Formula = "R_i = E over x′ and t of (x_i − x′_i) ∂f/∂x_i at x′ + t (x − x′)",
            Source = "Erion, Janizek, Sturmfels, Lundberg, Lee, Improving performance of deep learning models with axiomatic attribution priors and expected gradients, 2021.",
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
