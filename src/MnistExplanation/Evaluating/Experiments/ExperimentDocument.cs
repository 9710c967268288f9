using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MnistExplanation.Digits;
using Relevance.Formats;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Writes what an experiment came to as JSON. Without a date, so that the same command gives the same bytes.</summary>
internal static class ExperimentDocument
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    internal static void Write(string path, Experiment experiment, ExperimentResult result, string command)
    {
        var document = new JsonObject
        {
            ["format_version"] = FormatVersion,
            ["experiment"] = experiment.Name,
            ["question"] = experiment.Question,
            ["paper_found"] = experiment.PaperFound,
            ["verdict"] = result.Verdict.Text().ToLowerInvariant(),
            ["sentence"] = result.Sentence,
            ["notes"] = new JsonArray([.. result.Notes]),
            ["command"] = command,
            ["versions"] = new JsonObject(Versions.All.Select(version => KeyValuePair.Create(version.Key, (JsonNode?)version.Value))),
            ["figures"] = result.Document.DeepClone(),
        };
        AtomicFile.Write(path, stream => stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(document, Options), (byte)'\n']));
    }
}
