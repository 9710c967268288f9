using System.Text.Encodings.Web;
using System.Text.Json;
using Relevance.Tool.Evaluating.Statistics;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>Writes the results as JSON, with all that is needed to get them again; times in a file of their own, for they differ each time.</summary>
internal static class EvaluationDocument
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static byte[] Write(Evaluation evaluation) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        FormatVersion,
        Dataset = evaluation.Images.Id,
        Images = new
        {
            evaluation.Images.Images.Count,
            Target = "predicted",
            Sha256 = evaluation.Images.Images.Sha256,
            Indices = string.Join(' ', evaluation.Images.Places),
        },
        Pairs = evaluation.Images.Pairs is null ? null : new
        {
            Meaning = "for measures of localisation: two objects of different classes side by side, asked for one; on a network of the same layers trained on such pairs",
            Sha256 = evaluation.Images.Pairs.Images.Sha256,
        },
        Parameters = new
        {
            evaluation.Request.Seed,
            evaluation.Request.BatchSize,
            evaluation.Threads,
            Dtype = "float32",
            Summarizing.Resamples,
            Confidence = 0.95,
            Correction = "Holm, over the comparisons by one measure",
        },
        Models = evaluation.Models.Select(model => new
        {
            model.Name,
            model.Model.Source,
            model.Model.Sha256,
            Preset = model.Model.Training?.Preset,
            Seed = model.Model.Training?.Seed,
            TestAccuracy = model.Model.Training?.TestAccuracy,
            OfPairs = model.ForPairs?.Sha256,
        }),
        Methods = evaluation.Methods.Zip(evaluation.Request.Methods, (notation, method) => new { Notation = notation, method.Title }),
        Versions = evaluation.Versions,
        Measures = evaluation.Measures.Select(summary => Measure(evaluation, summary)),
    }, Options);

    internal static byte[] WriteTimes(Evaluation evaluation) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Seconds = evaluation.Times.Sum(time => time.Seconds),
        Measures = evaluation.Times.ToDictionary(time => time.Measure, time => new { time.Seconds, time.Passes, time.Explanations }),
        Methods = evaluation.Methods.Select((method, number) => (method, Seconds: evaluation.Measurements.Where(pair => pair.Key.Method == number).Sum(pair => pair.Value.Seconds)))
            .ToDictionary(pair => pair.method, pair => pair.Seconds),
    }, Options);

    private static object Measure(Evaluation evaluation, MeasureSummary summary) => new
    {
        summary.Measure.Name,
        summary.Measure.Title,
        summary.Measure.Meaning,
        Aspect = $"{summary.Measure.Aspect}".ToLowerInvariant(),
        Better = $"{summary.Measure.Better}".ToLowerInvariant(),
        summary.Measure.Cost,
        summary.Measure.Parameters,
        Results = summary.Methods.Select(method => new
        {
            Method = evaluation.Methods[method.Method],
            method.Mean,
            Interval = Bounds(method.Interval),
            IntervalOverImages = Bounds(method.OverImages),
            IntervalOverModels = Bounds(method.OverModels),
            Values = method.Count,
            method.Failures,
            method.Reasons,
            method.Rank,
            method.Curves,
        }),
        Comparisons = summary.Comparisons.Select(pair => new
        {
            A = evaluation.Methods[pair.A],
            B = evaluation.Methods[pair.B],
            pair.Difference,
            Interval = Bounds(pair.Interval),
            pair.P,
            pair.Corrected,
        }),
    };

    private static double[]? Bounds(Interval? interval) => interval is { } known ? [known.Low, known.High] : null;
}
