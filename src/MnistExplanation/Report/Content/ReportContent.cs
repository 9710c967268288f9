using Relevance.Tool.Pages;
namespace MnistExplanation.Report.Content;

/// <summary>Everything that the report shows. The same content always gives the same page.</summary>
/// <param name="Dataset">The images.</param>
/// <param name="Network">The network that is explained.</param>
/// <param name="Training">How it was trained.</param>
/// <param name="Test">How well it does on the test images.</param>
/// <param name="Methods">The explanations, in the order in which they appear.</param>
/// <param name="Comparison">Every method side by side on the same images.</param>
/// <param name="Provenance">How all of this was made.</param>
internal sealed record ReportContent(
    DatasetFacts Dataset, NetworkFacts Network, TrainingFacts Training, TestFacts Test,
    IReadOnlyList<MethodResult> Methods, Figure Comparison, Provenance Provenance);
