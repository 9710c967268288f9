using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Definitions;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>The measures known by name, with the parameters that comparisons of methods use.</summary>
public static class MeasureCatalogue
{
    /// <summary>Creates all measures, in the order in which tables show them; each has a different name.</summary>
    /// <param name="context">The information that measures need.</param>
    public static ImmutableArray<Measure> For(MeasureContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (black, seed) = (context.Domain.Low, context.Seed);
        var (patches, fill) = (FeatureMask.Squares(4), Baseline.Black(black));
        // Imputed, about a tenth of the image at a time, as its source does: each step solves a system of equations.
        return
        [
            new Conservation(),
            new Selectivity(patches, fill, seed: seed),
            new Selectivity(patches, fill, FlippingOrder.LeastRelevantFirst, seed: seed),
            new Selectivity(patches, fill, FlippingOrder.Random, seed: seed),
            new Selectivity(patches, fill, recomputed: true, seed: seed),
            new SelectivityGap(patches, fill, seed: seed),
            new SelectivityGap(patches, fill, ScoreScale.Probability, seed: seed),
            new SelectivityGap(patches, fill, ScoreScale.Accuracy, seed: seed),
            new SelectivityGap(patches, Imputation.NoisyLinear(), perStep: 5, seed: seed),
            new SelectivityGap(patches, Imputation.NoisyLinear(), ScoreScale.Accuracy, 5, seed),
            new FaithfulnessCorrelation(patches, fill, seed: seed),
            new SensitivityN(patches, fill, seed: seed),
            new Monotonicity(patches, fill),
            new RemovalInfidelity(fill, seed: seed),
            new RemovalInfidelity(fill, scaled: true, seed: seed),
            new Infidelity(seed: seed),
            new Infidelity(scaled: true, seed: seed),
            new MaxSensitivity(seed: seed),
            new Continuity(black),
            new TranslationContinuity(black),
            .. context.Objects is { } objects ? [new RelevanceMass(objects), new PointingGame(objects)] : (Measure[])[],
            new Sparseness(),
            new Complexity(),
            new EffectiveComplexity(patches, fill, seed: seed),
            new RandomLogit(seed),
            .. context.Method is { } method ? [new ModelRandomization(method, seed: seed), new ModelRandomization(method, Cascade.BottomUp, seed)] : (Measure[])[],
        ];
    }

    /// <summary>Finds a measure by its name.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="context">The information that measures need.</param>
    /// <exception cref="FormatException">No measure has this name; the message lists the names there are.</exception>
    public static Measure Find(string name, MeasureContext context)
    {
        var all = For(context);
        return all.FirstOrDefault(measure => measure.Name == name)
            ?? throw new FormatException(Suggestion.For("measure", name, [.. all.Select(measure => measure.Name)]));
    }
}
