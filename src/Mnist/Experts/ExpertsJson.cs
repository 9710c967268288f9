using System.Text.Json.Serialization;
using Mnist.ModelFiles;

namespace Mnist.Experts;

/// <summary>How the documents inside files of experts are written and read: as those in files of models.</summary>
[JsonSerializable(typeof(ExpertsMetadata))]
internal sealed partial class ExpertsJson : JsonSerializerContext
{
    internal static ExpertsJson Strict { get; } = new(ModelFileJson.NewOptions());
}
