using System.Collections.Immutable;
using Relevance.Averaging;
using Relevance.Definitions;
using Relevance.Maps;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that average what another one finds.</summary>
internal static class AveragingMethods
{
    private static readonly ImmutableArray<Parameter> Noise =
    [
        WholeNumber("samples", 50, 1, 100_000, "noisy copies of each image") with { Usual = (2, 200) },
        Number("noise", 0.1, 0, 100, "the standard deviation of the noise, as a fraction of each image's range of values") with { Symbol = "σ", Usual = (0, 1) },
        Seed,
    ];

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        OfNoisyCopies("smoothgrad", "SmoothGrad",
            "The average explanation of noisy copies of the image by another method.",
            (explainer, samples, noise, seed) => new SmoothGrad(explainer, samples, noise, seed)) with
        {
            Formula = "R = E[R(x + n)], n normal with σ = 0.1 (max x − min x)",
            Source = "Smilkov, Thorat, Kim, Viégas, Wattenberg, SmoothGrad: removing noise by adding noise, 2017.",
        },
        OfNoisyCopies("smoothgrad-squared", "SmoothGrad²",
            "The average of squared explanations of noisy copies of the image by another method; without sign.",
            (explainer, samples, noise, seed) => new SmoothGradSquared(explainer, samples, noise, seed)) with
        {
            IsSigned = false,
            Formula = "R = E[R(x + n)²], n normal with σ = 0.1 (max x − min x)",
            Source = "Hooker, Erhan, Kindermans, Kim, A benchmark for interpretability methods in deep neural networks, 2019.",
        },
        OfNoisyCopies("vargrad", "VarGrad",
            "The variance of the explanations of noisy copies of the image by another method.",
            (explainer, samples, noise, seed) => new VarGrad(explainer, samples, noise, seed)) with
        {
            IsSigned = false,
            Formula = "R = E[R(x + n)²] − E[R(x + n)]², n normal with σ = 0.1 (max x − min x)",
            Source = "Adebayo, Gilmer, Goodfellow, Kim, Local explanation methods for deep neural networks lack sensitivity to parameter values, 2018.",
        },
        new("translation-average", "Translation average", MethodFamily.AverageOverCopies,
            "The average explanation of shifted copies of the image by another method, shifted back.",
            [
                WholeNumber("radius", 2, 0, 1000, "the largest shift along either axis, in pixels") with { Usual = (0, 5) },
                Number("background", null, double.NegativeInfinity, double.PositiveInfinity, "the value of pixels that enter at the border, in normalised units; by default black"),
            ],
            context => new TranslationAverage(context.Wrapped!, Background(context), context.Arguments.WholeNumber("radius")))
        {
            Aliases = ["translation"],
            Wraps = "lrp",
            Passes = (arguments, _) => (2L * arguments.WholeNumber("radius") + 1) * (2L * arguments.WholeNumber("radius") + 1),
            Formula = "R = mean over the shifts τ of τ⁻¹ R(τ(x)); each pixel over the shifts that keep it in the image",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.",
        },
    ];

    private static MethodDefinition OfNoisyCopies(string name, string title, string meaning, Func<Explainer, int, double, int, Explainer> make) =>
        new(name, title, MethodFamily.AverageOverCopies, meaning, Noise, context =>
            make(context.Wrapped!, Samples(context.Arguments), context.Arguments.Number("noise"), context.Arguments.WholeNumber("seed")))
        {
            Wraps = "gradient",
            Passes = (arguments, _) => Samples(arguments),
        };

    private static int Samples(Arguments arguments) => arguments.WholeNumber("samples");

    private static ChannelValues Background(MethodContext context) =>
        context.Arguments.Has("background") ? context.Arguments.Number("background") : context.Domain.Low;
}
