using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Perturbation;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that change the image and see what becomes of the score.</summary>
internal static class PerturbationMethods
{
    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new("occlusion", "Occlusion", MethodFamily.ChangeTheImage,
            "The decrease of the score when a window of the image is covered.",
            [
                WholeNumber("window", 3, 1, 10_000, "the side of the window, in pixels") with { Usual = (1, 14) },
                WholeNumber("stride", 1, 1, 10_000, "how far the window moves, in pixels; at most its side") with { Usual = (1, 14) },
                .. BaselineChoice.Parameters,
                Choice("measure", OcclusionMeasure.ScoreLost, "the quantity measured: the decrease of the score, as in Captum, or the score without the window or of the window alone, as in Zennit"),
            ],
            context => new Occlusion(context.Model, BaselineChoice.Of(context), context.Arguments.WholeNumber("window"),
                context.Arguments.WholeNumber("stride"), context.Arguments.Choice<OcclusionMeasure>("measure")))
        {
            Passes = (arguments, image) => Squares(arguments.WholeNumber("stride"), image),
            Formula = "R_i = mean over the windows that cover i of f(x) − f(x without the window)",
            Source = "Zeiler, Fergus, Visualizing and understanding convolutional networks, 2014, section 4.2; the mean over windows is Captum's.",
        },
        new("feature-ablation", "Feature ablation", MethodFamily.ChangeTheImage,
            "The decrease of the score when one pixel, or one square of pixels, is replaced.",
            [Segment(1), .. BaselineChoice.Parameters],
            context => new FeatureAblation(context.Model, Mask(context), BaselineChoice.Of(context)))
        {
            Aliases = ["ablation"],
            Passes = (arguments, image) => Features(arguments, image),
            Formula = "R_F = f(x) − f(x with the feature F replaced by the baseline)",
            Source = "Kokhlikyan et al., Captum: a unified and generic model interpretability library for PyTorch, 2020.",
        },
        new("shapley-sampling", "Shapley values by sampling", MethodFamily.ChangeTheImage,
            "The average increase of the score when a square of pixels is added, over random orders of all squares.",
            [Segment(4), .. BaselineChoice.Parameters, WholeNumber("orders", 25, 2, 1_000_000, "random orders") with { Usual = (2, 100) }, Seed],
            context => new ShapleySampling(
                context.Model, Mask(context), BaselineChoice.Of(context), context.Arguments.WholeNumber("orders"), context.Arguments.WholeNumber("seed")))
        {
            Aliases = ["shapley"],
            Passes = (arguments, image) => arguments.WholeNumber("orders") * Features(arguments, image),
            Formula = "φ_F = E[f(the squares before F and F) − f(the squares before F)] over random orders of the squares",
            Source = "Castro, Gómez, Tejada, Polynomial calculation of the Shapley value based on sampling, 2009; Štrumbelj, Kononenko, An efficient explanation of individual " +
                "classifications using game theory, 2010.",
        },
        new("kernel-shap", "KernelSHAP", MethodFamily.ChangeTheImage,
            "Shapley values of squares of pixels by a weighted linear fit to the scores of random coalitions.",
            [
                Segment(4), .. BaselineChoice.Parameters,
                WholeNumber("samples", 0, 0, 10_000_000, "the number of coalitions; 0 for 2048 plus two for each square") with { Usual = (2, 200) }, Seed,
            ],
            context => new KernelShap(context.Model, Mask(context), BaselineChoice.Of(context),
                context.Arguments.WholeNumber("samples") is var samples && samples == 0 ? null : samples, context.Arguments.WholeNumber("seed")))
        {
            Passes = Fit,
            Formula = "φ minimises Σ_z π(z) (f(z) − f(x′) − Σ_F φ_F z_F)² under Σ_F φ_F = f(x) − f(x′), π(z) = (M − 1) / (C(M, |z|) |z| (M − |z|))",
            Source = "Lundberg, Lee, A unified approach to interpreting model predictions, 2017, theorem 2; Covert, Lee, Improving KernelSHAP, 2021.",
        },
        new("lime", "LIME", MethodFamily.ChangeTheImage,
            "The weights of squares of pixels in a linear fit to the scores of images like this one.",
            [
                Segment(4), .. BaselineChoice.Parameters,
                WholeNumber("samples", 1000, 2, 10_000_000, "random coalitions of squares") with { Usual = (2, 200) },
                Number("kernel-width", 0.25, 1e-3, 1e6, "how fast a coalition's weight falls with its distance from the image") with { Symbol = "σ", Usual = (0.01, 10), IsLogarithmic = true },
                Choice("penalty", LimePenalty.Ridge, "the penalty that keeps the weights small; lasso sets most of them to 0"),
                Number("strength", null, 0, 1e12, "the strength of the penalty; by default 1 for ridge and 0.01 for lasso") with { Symbol = "λ", Usual = (1e-4, 100), IsLogarithmic = true },
                Seed,
            ],
            context => new Lime(context.Model, Mask(context), BaselineChoice.Of(context), context.Arguments.WholeNumber("samples"),
                context.Arguments.Number("kernel-width"), context.Arguments.Choice<LimePenalty>("penalty"),
                context.Arguments.Has("strength") ? context.Arguments.Number("strength") : null, context.Arguments.WholeNumber("seed")))
        {
            Passes = Fit,
            Formula = "β minimises Σ_z π(z) (f(z) − β₀ − Σ_F β_F z_F)² + λ Σ_F β_F², π(z) = exp(−d(z)² / 2σ²), d = 1 − √(|z| / M)",
            Source = "Ribeiro, Singh, Guestrin, \"Why should I trust you?\": explaining the predictions of any classifier, 2016, section 3, with the kernel of the authors' package.",
        },
    ];

    private static Parameter Segment(int side) => WholeNumber("segment", side, 1, 10_000, "the side of the squares of pixels that are one feature") with { Usual = (1, 14) };

    private static FeatureMask Mask(MethodContext context) => FeatureMask.Squares(context.Arguments.WholeNumber("segment"));

    private static long Features(Arguments arguments, Shape image) => Squares(arguments.WholeNumber("segment"), image);

    /// <summary>How many squares of a side cover an image.</summary>
    private static long Squares(long side, Shape image) => image.Lengths[^Math.Min(2, image.Rank)..].Aggregate(1L, (product, length) => product * ((length + side - 1) / side));

    /// <summary>A fit holds every feature of every sample: with more than the usual 49 that, and not the passes, is what it costs.</summary>
    private static long Fit(Arguments arguments, Shape image)
    {
        var (samples, features) = (arguments.WholeNumber("samples"), Features(arguments, image));
        return (samples == 0 ? 2048 + 2 * features : samples) * Math.Max(1, features / 49);
    }
}
