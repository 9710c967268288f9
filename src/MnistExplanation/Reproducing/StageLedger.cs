using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relevance.Formats;

namespace MnistExplanation.Reproducing;

/// <summary>
/// Remembers in the results' folder which stages are done, with what and with which result. It is written after each stage, in one piece:
/// a run that ends in the middle of a stage, however suddenly, finds that stage undone.
/// </summary>
internal sealed class StageLedger
{
    internal const string FileName = ".stages.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly string folder;
    private readonly SortedDictionary<string, StageRecord> records;

    private StageLedger(string folder, SortedDictionary<string, StageRecord> records) => (this.folder, this.records) = (folder, records);

    /// <summary>The record of a stage that is done.</summary>
    internal StageRecord this[string stage] => records[stage];

    /// <summary>Opens the ledger of a folder; a missing or damaged one is empty, which costs time but no truth.</summary>
    internal static StageLedger Open(string folder)
    {
        try
        {
            var json = File.ReadAllBytes(Path.Combine(folder, FileName));
            return new(folder, JsonSerializer.Deserialize<SortedDictionary<string, StageRecord>>(json, Json) ?? []);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new(folder, []);
        }
    }

    /// <summary>A hash of everything that determines a stage's results.</summary>
    internal static string Key(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>Whether a stage was done with the same key and its files are still as it wrote them.</summary>
    internal bool Holds(string stage, string key) =>
        records.GetValueOrDefault(stage) is { Files: not null } record && record.Key == key && record.Files.All(file => HashOf(file.Key) == file.Value);

    /// <summary>Notes that a stage is done.</summary>
    internal void Record(string stage, string key, IEnumerable<string> files, double seconds)
    {
        records[stage] = new(key, files.ToImmutableSortedDictionary(file => file, file => HashOf(file) ?? "", StringComparer.Ordinal), seconds);
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, records, Json));
    }

    private string? HashOf(string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;
    }
}
