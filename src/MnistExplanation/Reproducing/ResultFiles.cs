using Relevance.Catalogue;

namespace MnistExplanation.Reproducing;

/// <summary>The names of the files that <c>reproduce</c> writes.</summary>
internal static class ResultFiles
{
    internal const string Model = "model.safetensors";
    internal const string TrainingLog = "training_log.jsonl";
    internal const string TrainingCurve = "training_curve.png";
    internal const string Test = "test.json";
    internal const string ConfusionMatrix = "confusion_matrix.png";
    internal const string Comparison = "methods.png";
    internal const string Results = "results.json";
    internal const string Report = "report.html";

    /// <summary>The folder of checkpoints; gone when the training is done.</summary>
    internal const string Checkpoints = "checkpoint";

    /// <summary>The figure of a method.</summary>
    internal static string Figure(MethodCall method) => method.Name.Replace('-', '_') + ".png";
}
