using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>The explanation of an image by one method.</summary>
internal sealed record ExplanationAnswer(
    string Name, string Notation, string Title, bool Signed, float[] Relevance, double Sum, IReadOnlyDictionary<string, double?> Diagnostics, float[]? StandardErrors,
    IReadOnlyList<PlanLine>? Plan, IReadOnlyList<LedgerLine>? Ledger, IReadOnlyList<string> Warnings)
{
    /// <summary>The rank correlation of the map with that of the trained network; only in answers of <c>randomize</c>.</summary>
    public double? Similarity { get; init; }

    internal static ExplanationAnswer Of(MethodCall method, Explainer explainer, Explained found, bool plan, StudioEngine engine, Ledger? ledger = null)
    {
        var warnings = new List<string>(ledger?.Warnings() ?? []);
        var broken = found.Relevance.Count(value => !float.IsFinite(value));
        if (broken > 0)
            warnings.Add($"{broken} of the relevances are no numbers and are shown as 0: the parameters make a denominator vanish.");
        return new(
            method.Name, $"{method}", method.Title, explainer.IsSigned, Numbers.Finite(found.Relevance), found.Relevance.Where(float.IsFinite).Sum(value => (double)value),
            found.Diagnostics.ToDictionary(pair => pair.Key, pair => Numbers.OrNull(pair.Value)), found.StandardErrors is { } errors ? Numbers.Finite(errors) : null,
            plan && explainer is LayerwiseRelevancePropagation lrp ? PlanOf(lrp, engine) : null, ledger is null ? null : [.. ledger.Entries.Reverse().Select(LedgerLine.Of)], warnings);
    }

    private static IReadOnlyList<PlanLine> PlanOf(LayerwiseRelevancePropagation lrp, StudioEngine engine) =>
    [
        .. lrp.Plan.Select(entry => new PlanLine(
            entry.Node.Name, entry.Node.Layer.Kind, entry.Node.Layer.Details, string.Join('×', engine.Shapes[entry.Node.Index]), entry.Rule.Name, RuleText.Of(entry.Rule, entry.Node.Layer), entry.Reason)),
    ];
}

/// <summary>The rule of a layer, with its name in the catalogue and its parameters, and the reason for it.</summary>
internal sealed record PlanLine(string Layer, string Kind, string Details, string Output, string Name, string Rule, string Because);

/// <summary>The balance of relevance in a layer, in units of the score.</summary>
internal sealed record LedgerLine(
    string Layer, string Rule, double? Entering, double? Leaving, double? Bias, double? Epsilon, double? Largest, long Nan, bool Passes)
{
    internal static LedgerLine Of(LedgerEntry entry) => new(
        entry.Node.Name, RuleText.Of(entry.Rule, entry.Node.Layer), Numbers.OrNull(entry.Entering[0]), Numbers.OrNull(entry.Leaving[0]), Numbers.OrNull(entry.Bias[0]),
        Numbers.OrNull(entry.Epsilon[0]), Numbers.OrNull(entry.Largest[0]), entry.NotNumbers[0], entry.Rule is Pass);
}

/// <summary>Replaces numbers that are not finite, which JSON cannot represent.</summary>
internal static class Numbers
{
    internal static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    internal static float[] Finite(float[] values) => Array.TrueForAll(values, float.IsFinite) ? values : Array.ConvertAll(values, value => float.IsFinite(value) ? value : 0);
}
