using Relevance.Formats;
using Mnist.ModelFiles;
using Mnist.Networks;
using static TorchSharp.torch;

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
        using var network = Architectures.Target.Build(0);
        using var nothing = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            var parts = name.Split('.');
            parameter.copy_(tensor(NumpyFile.Read(Golden($"weights/{Names[parts[0]]}.{parts[1]}.npy")).ToSingles(), parameter.shape));
        }
        using var model = TrainedModel.From(network, new ModelMetadata { Architecture = Architectures.Target });
        model.Save(path);
        return path;
    }
}
