using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Relevance.Formats;
using Relevance.Maps;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>Writes an explanation as JSON with all that is needed to compute it again. Without a date, so that the same command gives the same bytes.</summary>
internal static class ExplanationDocument
{
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, ExplainedImages explained, ImmutableSortedDictionary<string, string> versions) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("format_version", FormatVersion);
        WriteMethod(json, explained);
        json.WriteString("dtype", explained.IsDouble ? "float64" : "float32");
        WriteModel(json, explained.Model);
        json.WriteStartObject("input");
        json.WriteString("sha256", explained.Images.Sha256);
        json.WriteNumber("images", explained.Images.Count);
        json.WriteEndObject();
        json.WriteTexts("versions", versions);
        json.WriteStartArray("images");
        for (var image = 0; image < explained.Images.Count; image++)
        {
            WriteImage(json, explained, image);
            // The writer buffers everything until told otherwise.
            json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteMethod(Utf8JsonWriter json, ExplainedImages explained)
    {
        json.WriteString("method", explained.Method.Name);
        // A composite in a file has no name in the notation; its rules are in the composite.
        if (explained.CompositeFile is null)
            json.WriteString("notation", $"{explained.Method}");
        json.WritePropertyName("parameters");
        JsonSerializer.Serialize(json, explained.Parameters, ParameterJson.Default.IReadOnlyDictionaryStringObject);
        json.WriteString("target", explained.Target);
        if (explained.Explainer is LayerwiseRelevancePropagation lrp)
            PropagationDocument.WriteComposite(json, lrp);
        if (explained.Ledger is { } ledger)
            PropagationDocument.WriteWarnings(json, ledger);
    }

    private static void WriteModel(Utf8JsonWriter json, LoadedModel model)
    {
        json.WriteStartObject("model");
        json.WriteString("source", model.Source);
        json.WriteString("sha256", model.Sha256);
        foreach (var (name, value) in model.Facts)
            json.WriteString(name, value);
        WriteChannels(json, "mean", model.Normalization.Mean);
        WriteChannels(json, "standard_deviation", model.Normalization.StandardDeviation);
        json.WriteEndObject();
    }

    /// <summary>A number, or one for each channel.</summary>
    private static void WriteChannels(Utf8JsonWriter json, string name, ChannelValues values)
    {
        if (values.Values is [var only])
        {
            json.WriteNumber(name, only);
            return;
        }
        json.WriteStartArray(name);
        foreach (var value in values.Values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, ExplainedImages explained, int image)
    {
        var outcome = explained.Predictions[image];
        json.WriteStartObject();
        json.WriteString("name", explained.Images.Names[image]);
        if (explained.Images.Indices is { } indices)
            json.WriteNumber("index", indices[image]);
        if (explained.Images.Labels is { } labels)
            json.WriteNumber("label", labels[image]);
        json.WriteNumber("predicted", outcome.Predicted);
        json.WriteNumber("probability", outcome.Probability);
        if (explained.Unit is { } unit)
            json.WriteString("explained_unit", $"{unit}");
        else
            json.WriteNumber("explained_class", outcome.Explained);
        json.WriteNumber("explained_score", outcome.Score);
        json.WriteNumber("relevance_sum", outcome.TotalRelevance);
        json.WriteStartArray("scores");
        foreach (var score in explained.Scores(image))
            WriteNumber(json, score, explained.IsDouble);
        json.WriteEndArray();
        // Of one channel rows of pixels say it all.
        var shape = explained.Layer is null && explained.Shape.Rank > 1 && explained.Shape[0] == 1 ? explained.Shape.Lengths.AsSpan()[1..] : explained.Shape.Lengths.AsSpan();
        json.WritePropertyName("relevance");
        WriteNested(json, explained.Relevance(image), shape, explained.IsDouble);
        if (explained.StandardErrors(image) is { } errors)
        {
            json.WritePropertyName("standard_errors");
            WriteNested(json, errors, shape, explained.IsDouble);
        }
        WriteDiagnostics(json, explained, image);
        if (explained.Ledger is { } ledger)
            PropagationDocument.WriteLedger(json, ledger, image);
        json.WriteEndObject();
    }

    /// <summary>Further results of the method, such as the completeness error of integrated gradients.</summary>
    private static void WriteDiagnostics(Utf8JsonWriter json, ExplainedImages explained, int image)
    {
        if (!explained.Diagnostics(image).Any())
            return;
        json.WriteStartObject("diagnostics");
        foreach (var (name, value) in explained.Diagnostics(image))
        {
            json.WritePropertyName(name);
            WriteNumber(json, value, isDouble: true);
        }
        json.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter json, ReadOnlySpan<double> values, ReadOnlySpan<int> shape, bool isDouble)
    {
        json.WriteStartArray();
        var step = values.Length / shape[0];
        for (var i = 0; i < shape[0]; i++)
        {
            if (shape.Length == 1)
                WriteNumber(json, values[i], isDouble);
            else
                WriteNested(json, values.Slice(i * step, step), shape[1..], isDouble);
        }
        json.WriteEndArray();
    }

    /// <summary>With as many digits as the type needs to be read back to the bit, and no more.</summary>
    private static void WriteNumber(Utf8JsonWriter json, double value, bool isDouble)
    {
        if (!double.IsFinite(value))
            json.WriteNullValue();
        else if (isDouble)
            json.WriteNumberValue(value);
        else
            json.WriteNumberValue((float)value);
    }
}
