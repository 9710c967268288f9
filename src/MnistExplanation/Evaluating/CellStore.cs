using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relevance.Formats;

namespace MnistExplanation.Evaluating;

/// <summary>Keeps cells in a folder, each in a file of its own that is there as a whole or not at all.</summary>
internal sealed class CellStore(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The cell of that key; null if there is none, or its file is damaged.</summary>
    internal Cell? Find(string key)
    {
        try
        {
            var cell = JsonSerializer.Deserialize<Cell>(File.ReadAllBytes(PathOf(key)), Json);
            return cell is { Values: not null, Failures: not null, Curves: not null } && cell.Key == key ? cell : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal void Keep(Cell cell) => AtomicFile.Write(PathOf(cell.Key), stream => JsonSerializer.Serialize(stream, cell, Json));

    private string PathOf(string key) => Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}.json");
}
