using Mnist.Data;
using Relevance;
using Relevance.Imaging;
using Relevance.Metrics;

namespace MnistExplanation.Evaluating.Showing;

/// <summary>For each measure the best and the worst image with the heatmaps of all methods, on the first model.</summary>
internal sealed class ExtremesFigures
{
    private const int PanelSize = 70;

    private readonly Evaluation evaluation;
    private readonly Dictionary<(bool Pairs, int Image, int Method), Map> heatmaps = [];
    private readonly Dictionary<(bool Pairs, int Image), Map> digits = [];
    private readonly Dictionary<(bool Pairs, int Image), string> titles = [];
    private readonly Dictionary<string, Extremes> found = [];

    /// <summary>Explains the images that are shown.</summary>
    internal ExtremesFigures(Evaluation evaluation)
    {
        this.evaluation = evaluation;
        foreach (var summary in evaluation.Measures.Where(summary => summary.Best.Any() || evaluation.Methods.Count == 1))
        {
            if (Extremes.Of(evaluation, summary) is { } extremes)
                found[summary.Measure.Name] = extremes;
        }
        foreach (var pairs in new[] { false, true })
        {
            int[] images = [.. evaluation.Measures.Where(summary => IsOfPairs(summary) == pairs && found.ContainsKey(summary.Measure.Name))
                .SelectMany(summary => new[] { found[summary.Measure.Name].Best, found[summary.Measure.Name].Worst }).Distinct().Order()];
            if (images.Length > 0)
                Explain(pairs, images);
        }
    }

    /// <summary>The figure of a measure; null where no image stands out.</summary>
    internal Sheet? Of(MeasureSummary summary) => found.TryGetValue(summary.Measure.Name, out var extremes)
        ? new()
        {
            Title = $"{summary.Measure.Title}: best and worst image",
            Rows = [Row(summary, "best", extremes.Best) with { ColumnHeadings = ["", .. evaluation.Methods.Select(Broken)] }, Row(summary, "worst", extremes.Worst)],
            PanelSize = PanelSize,
            ScaleNote = "1 is the largest magnitude of each map",
        }
        : null;

    private static bool IsOfPairs(MeasureSummary summary) => summary.Measure.Aspect == Aspect.Localization;

    private void Explain(bool pairs, int[] images)
    {
        var model = evaluation.Models[0].For(pairs);
        var all = pairs ? Question.OfPairs(evaluation.Images, model.Normalization) : Question.OfImages(evaluation.Images, model.Normalization);
        var question = all.Select(images);
        var (network, domain) = (model.Network, model.Domain(inDouble: false, all.Examples));
        foreach (var (place, image) in images.Index())
        {
            digits[(pairs, image)] = Map.FromBytes(LabelledImages.Side, LabelledImages.Side, question.Pixels.Span.Slice(place * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage));
            titles[(pairs, image)] = pairs ? $"asked for {ClassName(question.Classes![place])}" : $"true {ClassName(evaluation.Images.Images[image].Label)}";
        }
        for (var method = 0; method < evaluation.Methods.Count; method++)
        {
            var options = new ExplainOptions { BatchSize = evaluation.Request.BatchSize, Threads = evaluation.Threads };
            var explanation = evaluation.Request.Methods[method].Create(network, domain).Explain(question.Inputs, question.Target, options);
            foreach (var (place, image) in images.Index())
                heatmaps[(pairs, image, method)] = ToUnit(explanation.Relevance.Image(place).ToArray());
        }
    }

    private SheetRow Row(MeasureSummary summary, string heading, int image)
    {
        var pairs = IsOfPairs(summary);
        var digit = digits[(pairs, image)];
        return new(
        [
            new SheetCell(Panel.Image(digit) with { Note = $"{(pairs ? "with " : "")}test image {evaluation.Images.Places[image]}" }) { Title = titles[(pairs, image)] },
            .. Enumerable.Range(0, evaluation.Methods.Count).Select(method => new SheetCell(
                new Panel(heatmaps[(pairs, image, method)], new ColorScale(ColorMap.RedBlue, 1)) { Outline = digit })
            {
                Title = NumberText.Plain(evaluation.Cells[(0, method, summary.Measure.Name)].Values[image]!.Value),
            }),
        ])
        {
            Heading = heading,
        };
    }

    private string ClassName(int index) => evaluation.Dataset.Specification.ClassNames[index];

    private static Map ToUnit(float[] values)
    {
        // What is not finite has failed, and is not shown as anything.
        var finite = Array.ConvertAll(values, value => float.IsFinite(value) ? value : 0);
        var largest = finite.Max(Math.Abs);
        return new(LabelledImages.Side, LabelledImages.Side, largest == 0 ? finite : Array.ConvertAll(finite, value => value / largest));
    }

    /// <summary>In lines, for columns are narrow.</summary>
    private static string Broken(string method) =>
        method.Replace("(", "\n(", StringComparison.Ordinal).Replace(", ", ",\n", StringComparison.Ordinal).Replace("-", "-\n", StringComparison.Ordinal);
}
