using Mnist.ModelFiles;
using Mnist.Networks;
using Relevance.Formats;

namespace MnistExplanation.Tests.Support;

/// <summary>The network whose heatmaps other libraries have computed.</summary>
internal static class GoldenModel
{
    private static readonly Dictionary<string, string> Names =
        new() { ["0"] = "conv1", ["3"] = "conv2", ["8"] = "fc1", ["11"] = "fc2", ["14"] = "fc3" };

    internal static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "golden", file);

    /// <summary>Writes its model file.</summary>
    internal static string WriteTo(string path)
    {
        var weights = Architectures.Target.Parameters.Select(parameter =>
        {
            var parts = parameter.Name.Split('.');
            return new NamedTensor(parameter.Name, parameter.Shape, NumpyFile.Read(Golden($"weights/{Names[parts[0]]}.{parts[1]}.npy")).ToSingles());
        });
        TrainedModel.From(weights, new ModelMetadata { Architecture = Architectures.Target }).Save(path);
        return path;
    }
}
