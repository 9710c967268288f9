using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relevance.Formats;

namespace Relevance.Tool.Evaluating;

/// <summary>Keeps measurements in a folder, each in a file of its own that is there as a whole or not at all.</summary>
internal sealed class MeasurementStore(string folder)
{
    /// <summary>The measurement of that key; null if there is none, or its file is damaged.</summary>
    internal Measurement? Find(string key)
    {
        try
        {
            var measurement = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key)), MeasurementJson.Default.Measurement);
            return measurement is { Values: not null, Failures: not null, Curves: not null } && measurement.Key == key ? measurement : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal void Keep(Measurement measurement) => AtomicFile.Write(PathOf(measurement.Key), stream => JsonSerializer.Serialize(stream, measurement, MeasurementJson.Default.Measurement));

    private string PathOf(string key) => Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}.json");
}
