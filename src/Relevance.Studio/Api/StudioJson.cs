using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Relevance.Studio.Api;

/// <summary>
/// Requests and answers as JSON, without reflection. Of a request whose reader the compiler writes, a property that can only be initialised has no default; so
/// whatever may be left out of a request can be set.
/// </summary>
[JsonSerializable(typeof(CatalogueAnswer))]
[JsonSerializable(typeof(IReadOnlyList<DigitEntry>))]
[JsonSerializable(typeof(DigitAnswer))]
[JsonSerializable(typeof(NearestBody))]
[JsonSerializable(typeof(IReadOnlyList<Neighbour>))]
[JsonSerializable(typeof(PrototypeAnswer))]
[JsonSerializable(typeof(ExplainBody))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(WalkBody))]
[JsonSerializable(typeof(WalkAnswer))]
[JsonSerializable(typeof(DeletionBody))]
[JsonSerializable(typeof(DeletionAnswer))]
[JsonSerializable(typeof(DropBody))]
[JsonSerializable(typeof(DropAnswer))]
[JsonSerializable(typeof(RandomizeBody))]
[JsonSerializable(typeof(RandomizeAnswer))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
internal sealed partial class StudioJson : JsonSerializerContext;
