using System.Text.Json.Serialization;

namespace Relevance.Tool.Console;

/// <summary>How parameters of methods and measures are written as JSON: the kinds of their values.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, object>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
internal sealed partial class ParameterJson : JsonSerializerContext;
