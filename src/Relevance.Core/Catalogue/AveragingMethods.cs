using System.Collections.Immutable;
using Relevance.Averaging;
using static Relevance.Catalogue.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that average what another one finds.</summary>
internal static class AveragingMethods
{
    private static readonly ImmutableArray<Parameter> Noise =
    [
        WholeNumber("samples", 50, 1, 100_000, "noisy copies of each image") with { Usual = (2, 500), IsLogarithmic = true },
        Number("noise", 0.1, 0, 100, "the standard deviation of the noise, as a fraction of each image's range of values") with { Usual = (0, 0.5) },
        Seed,
    ];

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("smoothgrad", "SmoothGrad", MethodFamily.AverageOverCopies,
            "What another method finds on average for noisy copies of the image.",
            Noise, context => new SmoothGrad(context.Wrapped!, Samples(context), Level(context), Drawn(context)))
        {
            Wraps = "gradient",
            Passes = (arguments, _) => arguments.WholeNumber("samples"),
            Formula = "E over n of R(x + n), n normal",
            Source = "Smilkov, Thorat, Kim, Viégas, Wattenberg, SmoothGrad: removing noise by adding noise, 2017.",
        },
        new("smoothgrad-squared", "SmoothGrad²", MethodFamily.AverageOverCopies,
            "What another method finds for noisy copies of the image, squared, on average: magnitude without sign.",
            Noise, context => new SmoothGradSquared(context.Wrapped!, Samples(context), Level(context), Drawn(context)))
        {
            Wraps = "gradient",
            IsSigned = false,
            Passes = (arguments, _) => arguments.WholeNumber("samples"),
            Formula = "E over n of R(x + n)², n normal",
            Source = "Hooker, Erhan, Kindermans, Kim, A benchmark for interpretability methods in deep neural networks, 2019.",
        },
        new("vargrad", "VarGrad", MethodFamily.AverageOverCopies,
            "How much what another method finds varies between noisy copies of the image.",
            Noise, context => new VarGrad(context.Wrapped!, Samples(context), Level(context), Drawn(context)))
        {
            Wraps = "gradient",
            IsSigned = false,
            Passes = (arguments, _) => arguments.WholeNumber("samples"),
            Formula = "variance over n of R(x + n), n normal",
            Source = "Adebayo, Gilmer, Goodfellow, Kim, Local explanation methods for deep neural networks lack sensitivity to parameter values, 2018.",
        },
        new("translation-average", "Translation average", MethodFamily.AverageOverCopies,
            "What another method finds on average for shifted copies of the image, shifted back.",
            [
                WholeNumber("radius", 2, 0, 1000, "the largest shift along either axis, in pixels") with { Usual = (0, 5) },
                Number("background", null, double.NegativeInfinity, double.PositiveInfinity, "what comes in at the border, in normalised units; by default black"),
            ],
            context => new TranslationAverage(context.Wrapped!,
                context.Arguments.Has("background") ? context.Arguments.Number("background") : context.Domain.Low[0], context.Arguments.WholeNumber("radius")))
        {
            Aliases = ["translation"],
            Wraps = "lrp",
            Passes = (arguments, _) => (2L * arguments.WholeNumber("radius") + 1) * (2L * arguments.WholeNumber("radius") + 1),
            Formula = "E over shifts τ of τ⁻¹(R(τ(x)))",
            Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 6.2.",
        },
    ];

    private static int Samples(MethodContext context) => context.Arguments.WholeNumber("samples");

    private static double Level(MethodContext context) => context.Arguments.Number("noise");

    private static int Drawn(MethodContext context) => context.Arguments.WholeNumber("seed");
}
