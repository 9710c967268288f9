using MnistExplanation.Report.Content;

namespace MnistExplanation.Report.Methods;

/// <summary>The texts about methods by the names of their explainers.</summary>
internal static class MethodTexts
{
    /// <summary>The text about a method.</summary>
    /// <param name="name">The explainer's name.</param>
    /// <param name="dataset">The images that are explained.</param>
    /// <exception cref="ArgumentException">The report has no text about this method.</exception>
    internal static MethodText Of(string name, DatasetFacts dataset) => name switch
    {
        "sensitivity-analysis" => SensitivityAnalysisText.Text,
        "simple-taylor" => SimpleTaylorText.For(dataset),
        "lrp" => LrpText.For(dataset),
        _ => throw new ArgumentException($"The report has no text about the method '{name}'; it knows sensitivity-analysis, " +
            "simple-taylor and lrp.", nameof(name)),
    };
}
