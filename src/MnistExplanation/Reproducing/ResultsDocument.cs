using System.Text.Encodings.Web;
using System.Text.Json;
using MnistExplanation.Digits;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Reproducing;

/// <summary>Writes <c>results.json</c>.</summary>
internal static class ResultsDocument
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream stream, Results results)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        var options = results.Request.Options;
        json.WriteStartObject();
        json.WriteNumber("test_accuracy", results.Test.TestAccuracy);
        json.WriteNumber("test_images", results.Test.Images);
        json.WriteString("dataset", results.Dataset.Specification.Id);
        json.WriteString("preset", options.Preset);
        json.WriteNumber("epochs", options.Epochs);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("batch_size", options.BatchSize);
        json.WriteNumber("learning_rate", options.LearningRate);
        json.WriteNumber("threads", options.Threads);
        json.WriteStartObject("seconds");
        foreach (var stage in Reproduction.Stages)
            json.WriteNumber(stage, Math.Round(results.Ledger[stage].Seconds, 3));
        json.WriteEndObject();
        json.WriteStartArray("methods");
        foreach (var explained in results.Explained)
            WriteMethod(json, explained);
        json.WriteEndArray();
        json.WriteTexts("versions", Versions.Training);
        // The data in the cache, and everything in the folder but this file and the report.
        json.WriteTexts("data", results.Dataset.Specification.Files.ToDictionary(file => file.Name, file => file.Sha256));
        json.WriteTexts("files", Reproduction.Stages.SelectMany(stage => results.Ledger[stage].Files));
        json.WriteEndObject();
    }

    private static void WriteMethod(Utf8JsonWriter json, ExplainedImages explained)
    {
        json.WriteStartObject();
        json.WriteString("name", explained.Method.Name);
        json.WritePropertyName("parameters");
        JsonSerializer.Serialize(json, explained.Parameters);
        json.WriteString("target", explained.Target);
        json.WriteString("figure", ResultFiles.Figure(explained.Method));
        json.WriteStartArray("images");
        for (var image = 0; image < explained.Images.Count; image++)
        {
            var outcome = explained.Predictions[image];
            json.WriteStartObject();
            json.WriteNumber("index", explained.Images.Indices![image]);
            json.WriteNumber("label", explained.Images.Labels![image]);
            json.WriteNumber("predicted", outcome.Predicted);
            json.WriteNumber("explained_score", outcome.Score);
            json.WriteNumber("relevance_sum", outcome.TotalRelevance);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
