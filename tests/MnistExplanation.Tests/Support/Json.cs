using System.Text.Json.Nodes;

namespace MnistExplanation.Tests.Support;

/// <summary>Documents that the program wrote.</summary>
internal static class Json
{
    internal static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllBytes(path))!;
}
