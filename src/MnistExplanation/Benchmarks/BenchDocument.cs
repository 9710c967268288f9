using System.Text.Encodings.Web;
using System.Text.Json;

namespace MnistExplanation.Benchmarks;

/// <summary>A measurement beside the yardstick that it belongs to.</summary>
/// <param name="SpeedMeasurement">The measurement.</param>
/// <param name="Gradient">Forward and input gradient by autograd for as many images and threads; null where that compares nothing.</param>
internal sealed record BenchRow(SpeedMeasurement SpeedMeasurement, SpeedMeasurement? Gradient);

/// <summary>Writes measurements as a JSON list of <c>{ what, batch, threads, images_per_second, ratio_to_gradient }</c>.</summary>
internal static class BenchDocument
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream stream, IReadOnlyList<BenchRow> rows)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartArray();
        foreach (var (measurement, gradient) in rows)
        {
            json.WriteStartObject();
            json.WriteString("what", measurement.What);
            json.WriteNumber("batch", measurement.Batch);
            json.WriteNumber("threads", measurement.Threads);
            json.WriteNumber("images_per_second", Math.Round(1e6 / measurement.MicrosecondsPerImage, 2));
            if (gradient is null)
                json.WriteNull("ratio_to_gradient");
            else
                json.WriteNumber("ratio_to_gradient", Math.Round(measurement.Ratio(gradient), 3));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
