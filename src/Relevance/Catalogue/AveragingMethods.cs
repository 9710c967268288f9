using System.Collections.Immutable;
using Relevance.Averaging;
using static Relevance.Catalogue.MethodParameter;

namespace Relevance.Catalogue;

/// <summary>Methods that average what another one finds.</summary>
internal static class AveragingMethods
{
    private static readonly ImmutableArray<MethodParameter> Noise =
    [
        WholeNumber("samples", 50, 1, 100_000, "noisy copies of each image"),
        Number("noise", 0.1, 0, 100, "the standard deviation of the noise, as a fraction of each image's range of values"),
        Seed,
    ];

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("smoothgrad", "SmoothGrad",
            "What another method finds on average for noisy copies of the image.",
            Noise, context => new SmoothGrad(context.Wrapped!, Samples(context), Level(context), Drawn(context))) { Wraps = "gradient" },
        new("smoothgrad-squared", "SmoothGrad²",
            "What another method finds for noisy copies of the image, squared, on average: magnitude without sign.",
            Noise, context => new SmoothGradSquared(context.Wrapped!, Samples(context), Level(context), Drawn(context))) { Wraps = "gradient", IsSigned = false },
        new("vargrad", "VarGrad",
            "How much what another method finds varies between noisy copies of the image.",
            Noise, context => new VarGrad(context.Wrapped!, Samples(context), Level(context), Drawn(context))) { Wraps = "gradient", IsSigned = false },
        new("translation-average", "Translation average",
            "What another method finds on average for shifted copies of the image, shifted back.",
            [
                WholeNumber("radius", 2, 0, 1000, "the largest shift along either axis, in pixels"),
                Number("background", null, double.NegativeInfinity, double.PositiveInfinity, "what comes in at the border, in normalised units; by default black"),
            ],
            context => new TranslationAverage(context.Wrapped!,
                context.Arguments.Has("background") ? context.Arguments.Number("background") : context.Domain.Low, context.Arguments.WholeNumber("radius")))
        {
            Aliases = ["translation"],
            Wraps = "lrp",
        },
    ];

    private static int Samples(MethodContext context) => context.Arguments.WholeNumber("samples");

    private static double Level(MethodContext context) => context.Arguments.Number("noise");

    private static int Drawn(MethodContext context) => context.Arguments.WholeNumber("seed");
}
