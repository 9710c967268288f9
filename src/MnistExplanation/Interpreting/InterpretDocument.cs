using System.Text.Encodings.Web;
using System.Text.Json;
using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Formats;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Interpreting;

/// <summary>Writes what was found as JSON. Without a date, so that the same command gives the same bytes.</summary>
internal static class InterpretDocument
{
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, Interpretation found) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("format_version", FormatVersion);
        json.WriteStartObject("model");
        json.WriteString("source", found.Model.Source);
        json.WriteString("sha256", found.Model.Sha256);
        json.WriteEndObject();
        json.WriteStartObject("experts");
        json.WriteString("source", found.Experts.Source);
        json.WriteString("sha256", found.Experts.Sha256);
        json.WriteEndObject();
        json.WriteString("start", found.Request.Start is { } start ? StartPoints.NameOf(start) : null);
        if (found.Request.Near is { } near)
            json.WriteNumber("near", near);
        json.WriteNumber("steps", found.Request.Steps);
        json.WriteTexts("versions", Versions.All);
        json.WriteStartArray("prototypes");
        foreach (var prototype in found.Variants.SelectMany(row => row))
        {
            Write(json, prototype);
            json.Flush();
        }
        json.WriteEndArray();
        if (found.Units.Count > 0)
            WriteUnits(json, found);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Prototype prototype)
    {
        json.WriteStartObject();
        json.WriteString("variant", prototype.Variant.Name);
        json.WriteNumber("strength", prototype.Strength);
        if (prototype.Class is { } index)
        {
            json.WriteNumber("class", index);
            json.WriteNumber("probability", Math.Exp(prototype.Value));
        }
        else
        {
            json.WriteString("unit", prototype.Subject);
            json.WriteNumber("activation", prototype.Value);
        }
        json.WriteNumber("predicted", prototype.Predicted);
        json.WriteNumber("predicted_probability", prototype.Probability);
        json.WriteNumber("objective", prototype.History[^1]);
        json.WriteBoolean("converged", prototype.Converged);
        json.WriteStartArray("history");
        foreach (var value in prototype.History)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteStartArray("pixels");
        foreach (var row in prototype.Pixels.Chunk(LabelledImages.Side))
        {
            json.WriteStartArray();
            foreach (var pixel in row)
                json.WriteNumberValue(pixel);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnits(Utf8JsonWriter json, Interpretation found)
    {
        json.WriteString("digits", found.DigitSource);
        json.WriteStartArray("units");
        foreach (var unit in found.Units)
        {
            json.WriteStartObject();
            json.WriteString("unit", $"{unit.Choice}");
            json.WriteStartArray("most_exciting");
            foreach (var digit in unit.Exciting)
            {
                json.WriteStartObject();
                json.WriteNumber("index", digit.Index);
                json.WriteNumber("label", digit.Label);
                json.WriteNumber("activation", digit.Activation);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
