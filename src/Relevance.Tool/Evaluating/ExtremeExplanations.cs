using Relevance.Imaging;
using Relevance.Metrics;

namespace Relevance.Tool.Evaluating;

/// <summary>For each measure the images that methods explain best and worst, with the explanations by all methods, on the first model.</summary>
internal sealed class ExtremeExplanations
{
    private readonly Dictionary<(bool Pairs, int Image, int Method), Map> heatmaps = [];
    private readonly Dictionary<(bool Pairs, int Image), Map> pictures = [];
    private readonly Dictionary<(bool Pairs, int Image), string> titles = [];
    private readonly Dictionary<string, Extremes> found = [];

    private ExtremeExplanations()
    {
    }

    /// <summary>Finds and explains them.</summary>
    internal static ExtremeExplanations Find(Evaluation evaluation)
    {
        var extreme = new ExtremeExplanations();
        foreach (var summary in evaluation.Measures.Where(summary => summary.Best.Any() || evaluation.Methods.Count == 1))
        {
            if (Extremes.Of(evaluation, summary) is { } extremes)
                extreme.found[summary.Measure.Name] = extremes;
        }
        foreach (var pairs in new[] { false, true })
        {
            int[] images = [.. evaluation.Measures.Where(summary => IsOfPairs(summary) == pairs && extreme.found.ContainsKey(summary.Measure.Name))
                .SelectMany(summary => new[] { extreme.found[summary.Measure.Name].Best, extreme.found[summary.Measure.Name].Worst }).Distinct().Order()];
            if (images.Length > 0)
                extreme.Explain(evaluation, pairs, images);
        }
        return extreme;
    }

    /// <summary>Those by a measure; null where no image stands out.</summary>
    internal Extremes? By(MeasureSummary summary) => found.TryGetValue(summary.Measure.Name, out var extremes) ? extremes : null;

    /// <summary>The picture of an image.</summary>
    internal Map Picture(MeasureSummary summary, int image) => pictures[(IsOfPairs(summary), image)];

    /// <summary>What it shows.</summary>
    internal string Title(MeasureSummary summary, int image) => titles[(IsOfPairs(summary), image)];

    /// <summary>Its heatmap by a method, divided by its largest magnitude.</summary>
    internal Map Heatmap(MeasureSummary summary, int image, int method) => heatmaps[(IsOfPairs(summary), image, method)];

    /// <summary>Whether a measure judges images of pairs.</summary>
    internal static bool IsOfPairs(MeasureSummary summary) => summary.Measure.Aspect == Aspect.Localization;

    private void Explain(Evaluation evaluation, bool pairs, int[] images)
    {
        var model = evaluation.Models[0].For(pairs);
        var all = pairs ? EvaluationInputs.OfPairs(evaluation.Images, model.Normalization) : EvaluationInputs.OfImages(evaluation.Images, model.Normalization);
        var inputs = all.Select(images);
        var (network, domain) = (model.Network, model.Domain(inDouble: false, all.Examples));
        foreach (var (place, image) in images.Index())
        {
            pictures[(pairs, image)] = inputs.Images.Map(place);
            titles[(pairs, image)] = pairs ? $"asked for {model.ClassNames[inputs.Classes![place]]}" : inputs.Images.Labels is { } labels ? $"true {model.ClassNames[labels[place]]}" : "";
        }
        for (var method = 0; method < evaluation.Methods.Count; method++)
        {
            var options = new ExplainOptions { BatchSize = evaluation.Request.BatchSize, Threads = evaluation.Threads };
            var explanation = evaluation.Request.Methods[method].Create(network, domain).Explain(inputs.Inputs, inputs.Target, options);
            foreach (var (place, image) in images.Index())
                heatmaps[(pairs, image, method)] = ToUnit(explanation, place);
        }
    }

    private static Map ToUnit(Explanation<float> explanation, int image)
    {
        var values = explanation.Relevance.Image(image).ToArray();
        // What is not finite has failed, and is not shown as anything.
        var shape = explanation.Relevance.ImageShape;
        var plane = shape[shape.Rank - 2] * shape[shape.Rank - 1];
        var sums = new float[plane];
        for (var i = 0; i < values.Length; i++)
            sums[i % plane] += float.IsFinite(values[i]) ? values[i] : 0;
        var largest = sums.Max(Math.Abs);
        return new(shape[shape.Rank - 1], shape[shape.Rank - 2], largest == 0 ? sums : Array.ConvertAll(sums, value => value / largest));
    }
}
