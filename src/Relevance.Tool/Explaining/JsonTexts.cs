using System.Text.Json;

namespace Relevance.Tool.Explaining;

/// <summary>Texts by name, in documents.</summary>
internal static class JsonTexts
{
    extension(Utf8JsonWriter json)
    {
        /// <summary>Writes an object of them.</summary>
        internal void WriteTexts(string name, IEnumerable<KeyValuePair<string, string>> texts)
        {
            json.WriteStartObject(name);
            foreach (var (key, value) in texts)
                json.WriteString(key, value);
            json.WriteEndObject();
        }
    }
}
