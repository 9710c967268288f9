using System.Collections.Immutable;
using Relevance.Perturbation;
using static Relevance.Catalogue.MethodParameter;

namespace Relevance.Catalogue;

/// <summary>Methods that change the image and see what becomes of the score.</summary>
internal static class PerturbationMethods
{
    private static readonly Dictionary<string, OcclusionMeasure> Measures = new()
    {
        ["score-lost"] = OcclusionMeasure.ScoreLost,
        ["score-without"] = OcclusionMeasure.ScoreWithout,
        ["score-of-window"] = OcclusionMeasure.ScoreOfWindow,
    };

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("occlusion", "Occlusion",
            "What the score loses when a window is covered.",
            [
                WholeNumber("window", 3, 1, 10_000, "the side of the window, in pixels"),
                WholeNumber("stride", 1, 1, 10_000, "how far the window moves, in pixels; at most its side"),
                .. BaselineChoice.Parameters,
                Choice("measure", [.. Measures.Keys], "what is measured: the score lost as in Captum, or the score without or of the window alone as in Zennit"),
            ],
            context => new Occlusion(context.Model, BaselineChoice.Of(context), context.Arguments.WholeNumber("window"),
                context.Arguments.WholeNumber("stride"), Measures[context.Arguments.Choice("measure")])),
        new("feature-ablation", "Feature ablation",
            "What the score loses when one pixel, or one square of pixels, is replaced.",
            [Segment(1), .. BaselineChoice.Parameters],
            context => new FeatureAblation(context.Model, Squares(context), BaselineChoice.Of(context))) { Aliases = ["ablation"] },
        new("shapley-sampling", "Shapley values by sampling",
            "What a square of pixels adds to the score on average, when squares join one after the other in random order.",
            [Segment(4), .. BaselineChoice.Parameters, WholeNumber("orders", 25, 2, 1_000_000, "random orders"), Seed],
            context => new ShapleySampling(
                context.Model, Squares(context), BaselineChoice.Of(context), context.Arguments.WholeNumber("orders"), context.Arguments.WholeNumber("seed")))
        {
            Aliases = ["shapley"],
        },
        new("kernel-shap", "KernelSHAP",
            "Shapley values of squares of pixels by a weighted linear fit to the scores of random coalitions.",
            [
                Segment(4), .. BaselineChoice.Parameters,
                WholeNumber("samples", 0, 0, 10_000_000, "coalitions; 0 for 2048 and two for each square"), Seed,
            ],
            context => new KernelShap(context.Model, Squares(context), BaselineChoice.Of(context),
                context.Arguments.WholeNumber("samples") is var samples && samples == 0 ? null : samples, context.Arguments.WholeNumber("seed"))),
        new("lime", "LIME",
            "The weights of squares of pixels in a linear fit to the scores of images like this one.",
            [
                Segment(4), .. BaselineChoice.Parameters,
                WholeNumber("samples", 1000, 2, 10_000_000, "random coalitions of squares"),
                Number("kernel-width", 0.25, 1e-3, 1e6, "how fast a coalition's weight falls with its distance from the image"),
                Choice("penalty", ["ridge", "lasso"], "what keeps the weights small; lasso sets most of them to 0"),
                Number("strength", null, 0, 1e12, "of the penalty; by default 1 for ridge and 0.01 for lasso"), Seed,
            ],
            context => new Lime(context.Model, Squares(context), BaselineChoice.Of(context), context.Arguments.WholeNumber("samples"),
                context.Arguments.Number("kernel-width"), context.Arguments.Choice("penalty") == "ridge" ? LimePenalty.Ridge : LimePenalty.Lasso,
                context.Arguments.Has("strength") ? context.Arguments.Number("strength") : null, context.Arguments.WholeNumber("seed"))),
    ];

    private static MethodParameter Segment(int side) => WholeNumber("segment", side, 1, 10_000, "the side of the squares of pixels that are one feature");

    private static FeatureMask Squares(MethodContext context) => FeatureMask.Squares(context.Arguments.WholeNumber("segment"));
}
