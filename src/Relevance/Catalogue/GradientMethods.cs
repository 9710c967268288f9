using System.Collections.Immutable;
using Relevance.Gradients;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that ask for gradients alone.</summary>
internal static class GradientMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("sensitivity-analysis", "Sensitivity analysis", MethodFamily.AskForGradients,
            "How strongly the score reacts when a pixel changes in either direction: the square of the derivative.",
            [], context => new SensitivityAnalysis(context.Differentiable))
        {
            IsSigned = false,
            Formula = "R_i = (∂f/∂x_i)²",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.1.",
        },
        new("gradient", "Gradient", MethodFamily.AskForGradients,
            "How the score reacts when a pixel gets brighter: the derivative.",
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
    ];
}
