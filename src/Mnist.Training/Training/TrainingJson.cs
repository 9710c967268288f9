using System.Text.Json.Serialization;
using Mnist.ModelFiles;

namespace Mnist.Training;

/// <summary>How options and logs of a training are written and read: as the documents in files of models.</summary>
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(List<EpochRecord>))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    internal static TrainingJson Strict { get; } = new(ModelFileJson.NewOptions());
}
