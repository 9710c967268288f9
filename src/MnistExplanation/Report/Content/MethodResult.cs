using Relevance.Tool.Pages;
namespace MnistExplanation.Report.Content;

/// <summary>What one method of explanation gave.</summary>
/// <param name="Name">The explainer's name, such as <c>lrp</c>; the page's text about the method is found by it.</param>
/// <param name="Parameters">The method's parameters; none if it has none.</param>
/// <param name="Scale">Which heatmaps of the figure share a colour scale.</param>
/// <param name="Figure">The images beside their heatmaps.</param>
/// <param name="Conservation">One row per heatmap of the figure.</param>
/// <param name="Plan">Which layer got which rule and why; for methods with rules.</param>
internal sealed record MethodResult(
    string Name, IReadOnlyList<Setting> Parameters, HeatmapScale Scale, Figure Figure, IReadOnlyList<ConservationRow> Conservation,
    IReadOnlyList<RuleRow>? Plan = null)
{
    /// <summary>What became of the relevance in each layer; for methods that keep books.</summary>
    internal LedgerFacts? Ledger { get; init; }
}

/// <summary>The books of a propagation.</summary>
/// <param name="Chart">What each layer keeps and what is absorbed there.</param>
/// <param name="Warnings">Sentences that name a layer at which relevance blew up or got lost.</param>
internal sealed record LedgerFacts(Figure Chart, IReadOnlyList<string> Warnings);

/// <summary>Which heatmaps of a figure share a colour scale.</summary>
internal enum HeatmapScale
{
    /// <summary>Each has its own: colours compare pixels of one heatmap.</summary>
    PerHeatmap,

    /// <summary>All have the same: colours compare pixels of the whole figure.</summary>
    Shared,
}

/// <summary>The explained score of one image and the sum of its relevances.</summary>
/// <param name="Image">The image's place in the test set, from 0.</param>
/// <param name="TrueClass">Its true class.</param>
/// <param name="PredictedClass">The class that the network gave it.</param>
/// <param name="ExplainedClass">The class whose score is explained.</param>
/// <param name="Score">That score.</param>
/// <param name="TotalRelevance">The sum of the relevances of its pixels.</param>
internal sealed record ConservationRow(
    int Image, string TrueClass, string PredictedClass, string ExplainedClass, double Score, double TotalRelevance);

/// <summary>The rule of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rule">The rule with its parameters.</param>
/// <param name="Reason">The condition that chose it, such as "first layer".</param>
internal sealed record RuleRow(string Layer, string Rule, string Reason);
