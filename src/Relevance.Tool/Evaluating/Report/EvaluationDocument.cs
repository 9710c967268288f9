using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating.Statistics;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>Writes the results as JSON, with all that is needed to get them again; times in a file of their own, for they differ each time.</summary>
internal static class EvaluationDocument
{
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(Evaluation evaluation) => ToBytes(new JsonObject
    {
        ["format_version"] = FormatVersion,
        ["dataset"] = evaluation.Images.Id,
        ["images"] = new JsonObject
        {
            ["count"] = evaluation.Images.Images.Count,
            ["target"] = "predicted",
            ["sha256"] = evaluation.Images.Images.Sha256,
            ["indices"] = string.Join(' ', evaluation.Images.Places),
        },
        ["pairs"] = evaluation.Images.Pairs is null ? null : new JsonObject
        {
            ["meaning"] = "for measures of localisation: two objects of different classes side by side, asked for one; on a network of the same layers trained on such pairs",
            ["sha256"] = evaluation.Images.Pairs.Images.Sha256,
        },
        ["parameters"] = new JsonObject
        {
            ["seed"] = evaluation.Request.Seed,
            ["batch_size"] = evaluation.Request.BatchSize,
            ["threads"] = evaluation.Threads,
            ["dtype"] = "float32",
            ["resamples"] = Summarizing.Resamples,
            ["confidence"] = 0.95,
            ["correction"] = "Holm, over the comparisons by one measure",
        },
        ["models"] = List(evaluation.Models, model => new JsonObject
        {
            ["name"] = model.Name,
            ["source"] = model.Model.Source,
            ["sha256"] = model.Model.Sha256,
            ["preset"] = model.Model.Training?.Preset,
            ["seed"] = model.Model.Training?.Seed,
            ["test_accuracy"] = model.Model.Training?.TestAccuracy,
            ["of_pairs"] = model.ForPairs?.Sha256,
        }),
        ["methods"] = List(evaluation.Methods.Zip(evaluation.Request.Methods), method => new JsonObject { ["notation"] = method.First, ["title"] = method.Second.Title }),
        ["versions"] = Named(evaluation.Versions, version => version),
        ["measures"] = List(evaluation.Measures, summary => Measure(evaluation, summary)),
    });

    internal static byte[] WriteTimes(Evaluation evaluation) => ToBytes(new JsonObject
    {
        ["seconds"] = evaluation.Times.Sum(time => time.Seconds),
        ["measures"] = Named(evaluation.Times.Select(time => KeyValuePair.Create(time.Measure, time)), time => new JsonObject
        {
            ["seconds"] = time.Seconds,
            ["passes"] = time.Passes,
            ["explanations"] = time.Explanations,
        }),
        ["methods"] = Named(
            evaluation.Methods.Select((method, number) => KeyValuePair.Create(method, evaluation.Measurements.Where(pair => pair.Key.Method == number).Sum(pair => pair.Value.Seconds))),
            seconds => seconds),
    });

    private static JsonObject Measure(Evaluation evaluation, MeasureSummary summary) => new()
    {
        ["name"] = summary.Measure.Name,
        ["title"] = summary.Measure.Title,
        ["meaning"] = summary.Measure.Meaning,
        ["aspect"] = $"{summary.Measure.Aspect}".ToLowerInvariant(),
        ["better"] = $"{summary.Measure.Better}".ToLowerInvariant(),
        ["cost"] = summary.Measure.Cost,
        ["parameters"] = JsonSerializer.SerializeToNode(summary.Measure.Parameters, ParameterJson.Default.IReadOnlyDictionaryStringObject),
        ["results"] = List(summary.Methods, method => new JsonObject
        {
            ["method"] = evaluation.Methods[method.Method],
            ["mean"] = method.Mean,
            ["interval"] = Bounds(method.Interval),
            ["interval_over_images"] = Bounds(method.OverImages),
            ["interval_over_models"] = Bounds(method.OverModels),
            ["values"] = method.Count,
            ["failures"] = method.Failures,
            ["reasons"] = Named(method.Reasons, count => count),
            ["rank"] = method.Rank,
            ["curves"] = List(method.Curves, curve => JsonSerializer.SerializeToNode(curve, MeasurementJson.Default.MeasurementCurve)),
        }),
        ["comparisons"] = List(summary.Comparisons, pair => new JsonObject
        {
            ["a"] = evaluation.Methods[pair.A],
            ["b"] = evaluation.Methods[pair.B],
            ["difference"] = pair.Difference,
            ["interval"] = Bounds(pair.Interval),
            ["p"] = pair.P,
            ["corrected"] = pair.Corrected,
        }),
    };

    private static JsonArray? Bounds(Interval? interval) => interval is { } known ? new(known.Low, known.High) : null;

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    private static JsonObject Named<T>(IEnumerable<KeyValuePair<string, T>> items, Func<T, JsonNode?> write) =>
        new(items.Select(item => KeyValuePair.Create(item.Key, write(item.Value))));

    private static byte[] ToBytes(JsonObject document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            document.WriteTo(json);
        return bytes.ToArray();
    }
}
