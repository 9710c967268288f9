using System.Text.Encodings.Web;
using System.Text.Json;
using Relevance.Runtime;

namespace MnistExplanation.Benchmarks;

/// <summary>Writes measurements as JSON.</summary>
internal static class BenchDocument
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many times as long the first took as the second, best against best.</summary>
    internal static double Ratio(Measurement first, Measurement second) => first.Best / second.Best;

    internal static void Write(Stream stream, BenchRequest request, IReadOnlyList<Measurement> measurements)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteBoolean("quick", request.Quick);
        json.WriteNumber("threads", TorchRuntime.Threads);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteNumber("training_ratio", Math.Round(Ratio(measurements[0], measurements[1]), 3));
        json.WriteString("start_command", StartUp.Command);
        json.WriteStartArray("measurements");
        foreach (var measurement in measurements)
        {
            json.WriteStartObject();
            json.WriteString("name", measurement.Name);
            if (measurement.Images > 0)
                json.WriteNumber("images", measurement.Images);
            json.WriteNumber("best_seconds", Math.Round(measurement.Best, 4));
            json.WriteStartArray("seconds");
            foreach (var seconds in measurement.Seconds)
                json.WriteNumberValue(Math.Round(seconds, 4));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("versions");
        foreach (var (name, version) in Versions.All)
            json.WriteString(name, version);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
