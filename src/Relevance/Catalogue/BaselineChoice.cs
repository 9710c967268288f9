using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Definitions;

namespace Relevance.Catalogue;

/// <summary>The parameters with which a method's baseline is chosen.</summary>
internal static class BaselineChoice
{
    internal static ImmutableArray<Parameter> Parameters { get; } =
    [
        Parameter.Choice("baseline", ["black", "zero", "mean", "blurred"],
            "the image that represents the absence of evidence: black; zero, the mean grey of the training data; mean, that of each image; or blurred, the image itself"),
        Parameter.Number("blur", 4, 0.1, 100, "the standard deviation of baseline=blurred, in pixels") with { Usual = (0.3, 10), IsLogarithmic = true },
    ];

    internal static Baseline Of(MethodContext context) => context.Arguments.Choice("baseline") switch
    {
        "black" => Baseline.Black(context.Domain.Low),
        "zero" => Baseline.Zero,
        "mean" => Baseline.Mean,
        _ => Baseline.Blurred(context.Arguments.Number("blur")),
    };
}
