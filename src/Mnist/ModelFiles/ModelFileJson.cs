using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mnist.ModelFiles;

/// <summary>
/// How the documents inside files of models and experts are written and read: strictly, so that no mistake in one is overlooked. The compiler writes the code, so
/// that none of it depends on reflection, which trimming and native compilation restrict.
/// </summary>
[JsonSerializable(typeof(ModelMetadata))]
internal sealed partial class ModelFileJson : JsonSerializerContext
{
    /// <summary>New options each time, since a context keeps those that it is made with.</summary>
    internal static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    internal static ModelFileJson Strict { get; } = new(NewOptions());
}
