using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MnistExplanation.Digits;
using MnistExplanation.Report;
using MnistExplanation.Report.Content;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tool.Explaining;
using Relevance.Tool.Pages;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Reproducing;

/// <summary>Makes the report's page of the results.</summary>
internal static class ReportPage
{
    /// <summary>Pixels of our PNG files per CSS pixel.</summary>
    private const int Density = 2;

    /// <summary>The page as the bytes of its file.</summary>
    internal static byte[] Create(Results results) => Encoding.UTF8.GetBytes(ReportWriter.ToHtml(Content(results)));

    private static ReportContent Content(Results results)
    {
        var specification = results.Dataset.Specification;
        var normalization = results.Model.Normalization;
        return new(
            new DatasetFacts(specification.Name, results.Dataset.Training.Count, specification.ClassNames, normalization.Mean[0], normalization.StandardDeviation[0]),
            new NetworkFacts(LayerDescriptions.Of(results.Model.Trained.Metadata.Architecture)),
            Training(results),
            new TestFacts([.. results.Test.Confusion], Figure(results, ResultFiles.ConfusionMatrix, "Confusion matrix: true classes as rows, predicted classes as columns.") with { IsChart = true }),
            [.. results.Explained.Select(explained => Method(results, explained))],
            Figure(results, ResultFiles.Comparison, "One digit of each class beside its heatmaps by every method."),
            Provenance(results));
    }

    private static TrainingFacts Training(Results results)
    {
        var options = results.Request.Options;
        return new(options.Preset, options.Seed,
        [
            new("Epochs", Text(options.Epochs)),
            new("Batch size", Text(options.BatchSize)),
            new("Optimiser", $"Adam, learning rate {Text(options.LearningRate)}"),
            new("Loss", "categorical cross-entropy"),
            new("Biases", "kept at zero or below"),
        ], Figure(results, ResultFiles.TrainingCurve, "Training curve: loss and accuracy, epoch by epoch.") with { IsChart = true });
    }

    private static MethodResult Method(Results results, ExplainedImages explained) => new(
        explained.Method.Name,
        // The rules have a table of their own.
        [.. explained.Parameters.Where(parameter => parameter.Key != "rules").Select(parameter => new Setting(parameter.Key, Text(parameter.Value)))],
        HeatmapScale.PerHeatmap,
        Figure(results, ResultFiles.Figure(explained.Method), $"One digit of each class beside its heatmap by {explained.Method.Title}."),
        [.. explained.Predictions.Select((outcome, image) => Conservation(explained, image, outcome))],
        (explained.Explainer as LayerwiseRelevancePropagation)?.Plan
            .Where(entry => entry.Rule is LinearRule)
            .Select(entry => new RuleRow($"{entry.Node.Name}: {entry.Node.Layer}", RuleText.Of(entry.Rule, entry.Node.Layer), entry.Reason))
            .ToList())
    {
        Ledger = explained.Ledger is { } ledger ? new(LedgerFigure(ledger), ledger.Warnings()) : null,
    };

    private static Figure LedgerFigure(Ledger ledger)
    {
        var picture = LedgerChart.Create(ledger).Render();
        return new(picture.ToDataUri(), picture.Width / Density, picture.Height / Density,
            "Bars for each layer: the share of the relevance that leaves it, and the shares that its bias and ε absorb.")
        { IsChart = true };
    }

    private static ConservationRow Conservation(ExplainedImages explained, int image, Prediction outcome)
    {
        var classes = explained.Model.ClassNames;
        return new(
            explained.Images.Indices![image], classes[explained.Images.Labels![image]], classes[outcome.Predicted], classes[outcome.Explained],
            outcome.Score, outcome.TotalRelevance);
    }

    private static Provenance Provenance(Results results)
    {
        var right = TorchRuntime.OneDnnGradientsAreRight;
        return new(
            results.Request.CommandLine,
            [.. Reproduction.Stages.Select(stage => new StageTime(Title(stage), results.Ledger[stage].Seconds))],
            [
                .. Versions.Training.Select(version => new Setting(version.Key, version.Value)),
                new("system", RuntimeInformation.OSDescription),
                new("processor", RuntimeInformation.ProcessArchitecture.ToString()),
                new("threads", Text(results.Request.Options.Threads)),
            ],
            new(ResultFiles.Model, results.Model.Sha256),
            [.. results.Dataset.Specification.Files.Select(file => new Checksum(file.Name, file.Sha256))],
            new(right, right
                ? "The training used them as they are."
                : "The training did without oneDNN. The heatmaps are not affected: the program computes them itself, to the same bits on every x64 processor."));
    }

    private static Figure Figure(Results results, string file, string altText)
    {
        var png = results.Read(file);
        // A PNG begins with its signature (8 bytes) and the header's length and type (8), then width and height.
        var width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        return new($"data:image/png;base64,{Convert.ToBase64String(png)}", width / Density, height / Density, altText);
    }

    private static string Title(string stage) => char.ToUpperInvariant(stage[0]) + stage[1..];

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
