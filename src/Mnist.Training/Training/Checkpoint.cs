using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mnist.ModelFiles;
using Mnist.Networks;
using Relevance.Formats;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>
/// The state of a training after an epoch, as a safetensors file. The random generator is not in it: it is seeded anew for each
/// epoch from the options' seed.
/// </summary>
internal sealed class Checkpoint(string path, TrainingOptions options, TrainingData data)
{
    internal const string FileName = "checkpoint.safetensors";

    private readonly string fingerprint = Fingerprint(data);

    internal void Save(TrainingState state) => AtomicFile.Write(path, new Safetensors(
        Safetensors.NoMetadata
            .Add("options", options.ToJson())
            .Add("training_data", fingerprint)
            .Add("steps", state.Optimizer.Steps.ToString())
            .Add("log", JsonSerializer.Serialize(state.Log, TrainingJson.Strict.ListEpochRecord)),
        [.. Vectors(state).Select(vector => NamedTensors.From(vector.Name, vector.Values))]).ToBytes());

    /// <summary>Continues from the file, if there is one.</summary>
    /// <exception cref="ModelFileException">The file is not valid or belongs to another training.</exception>
    internal void Restore(TrainingState state)
    {
        if (!File.Exists(path))
            return;
        try
        {
            var content = Safetensors.Load(path);
            RequireSameTraining(content);
            Restore(content, state, options.Epochs);
        }
        // ArgumentException and InvalidOperationException: JSON with a name twice, or with escapes that are no valid Unicode.
        catch (Exception e) when (e is ModelFileException or InvalidDataException or IOException or UnauthorizedAccessException or JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            throw new ModelFileException($"The checkpoint cannot be resumed: {e.Message} Delete '{path}', or start afresh.", e);
        }
    }

    private static void Restore(Safetensors content, TrainingState state, int epochs)
    {
        var log = JsonSerializer.Deserialize(Text(content, "log"), TrainingJson.Strict.ListEpochRecord) ?? [];
        if (log.Count > epochs || log.Where((record, index) => record?.Epoch != index + 1).Any())
            throw new ModelFileException("Its log is not that of the first epochs.");
        var steps = long.Parse(Text(content, "steps"));
        var vectors = Vectors(state).Select(vector => (vector.Values, Saved: content[vector.Name])).ToArray();
        if (Array.Find(vectors, vector => vector.Saved.Values.Length != vector.Values.numel()).Saved is { } wrong)
            throw new ModelFileException($"Its tensor '{wrong.Name}' has {wrong.Values.Length} values.");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (values, saved) in vectors)
            values.copy_(saved.ToTensor());
        state.Optimizer.Steps = steps;
        state.Log.AddRange(log);
    }

    private static IEnumerable<(string Name, Tensor Values)> Vectors(TrainingState state)
    {
        yield return ("weights", state.Parameters.Values);
        yield return ("first_moment", state.Optimizer.FirstMoment);
        yield return ("second_moment", state.Optimizer.SecondMoment);
        if (state.Average is not null)
            yield return ("average", state.Average);
    }

    private void RequireSameTraining(Safetensors content)
    {
        var (found, expected) = (JsonNode.Parse(Text(content, "options")) as JsonObject ?? [], JsonNode.Parse(options.ToJson())!.AsObject());
        var differences = found.Union(expected).Select(option => option.Key).Distinct()
            .Where(name => !JsonNode.DeepEquals(found[name], expected[name]))
            .Select(name => $"{name} {found[name]?.ToJsonString() ?? "none"} in place of {expected[name]?.ToJsonString() ?? "none"}")
            .ToArray();
        if (differences.Length > 0)
            throw new ModelFileException($"It is of a training with other options: {string.Join("; ", differences)}.");
        if (Text(content, "training_data") != fingerprint)
            throw new ModelFileException("It is of a training on other images or with another normalisation.");
    }

    private static string Text(Safetensors content, string key) =>
        content.Metadata.TryGetValue(key, out var text) ? text : throw new ModelFileException($"It has no '{key}'.");

    private static string Fingerprint(TrainingData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(data.Train.Pixels.Span);
        hash.AppendData(data.Train.Labels.Span);
        hash.AppendData(MemoryMarshal.AsBytes<double>([data.Normalization.Mean[0], data.Normalization.StandardDeviation[0]]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
