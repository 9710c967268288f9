using System.Collections.Immutable;
using Relevance.Baselines;
using Relevance.Catalogue;
using Relevance.Perturbation;

namespace Relevance.Evaluation;

/// <summary>The measures known by name, with the parameters by which methods are compared. A new one is a line here.</summary>
public static class MeasureCatalogue
{
    /// <summary>All of them, in the order in which a table shows them; their names differ.</summary>
    /// <param name="context">What they must know.</param>
    public static ImmutableArray<Measure> For(MeasureContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var black = context.Domain.Low;
        var (patches, fill) = (FeatureMask.Squares(4), Baseline.Black(black));
        return
        [
            new Conservation(),
            new Selectivity(patches, fill),
            new Selectivity(patches, fill, FlippingOrder.LeastRelevantFirst),
            new Selectivity(patches, fill, FlippingOrder.Random),
            new SelectivityGap(patches, fill),
            new FaithfulnessCorrelation(patches, fill),
            new SensitivityN(patches, fill),
            new Monotonicity(patches, fill),
            new RemovalInfidelity(fill),
            new RemovalInfidelity(fill, scaled: true),
            new Infidelity(),
            new Infidelity(scaled: true),
            new MaxSensitivity(),
            new Continuity(black),
            new TranslationContinuity(black),
            new Sparseness(),
            new Complexity(),
            new EffectiveComplexity(patches, fill),
            new RandomLogit(),
            .. context.Method is { } method ? [new ModelRandomization(method), new ModelRandomization(method, Cascade.BottomUp)] : (Measure[])[],
        ];
    }

    /// <summary>Finds a measure by its name.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="context">What measures must know.</param>
    /// <exception cref="FormatException">There is none; the message says what there is.</exception>
    public static Measure Find(string name, MeasureContext context)
    {
        var all = For(context);
        return all.FirstOrDefault(measure => measure.Name == name)
            ?? throw new FormatException(Suggestion.For("measure", name, [.. all.Select(measure => measure.Name)]));
    }
}
