using Relevance.Formats;
using Relevance.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>The fixed network and digits for which other libraries' heatmaps are at hand.</summary>
internal static class Golden
{
    public static double Low => (0 - 0.1307) / 0.3081;

    public static double High => (1 - 0.1307) / 0.3081;

    public static Sequential Module(ScalarType type = ScalarType.Float64, double slope = 0.01)
    {
        var module = nn.Sequential(
            nn.Conv2d(1, 6, 3), nn.LeakyReLU(slope), nn.AvgPool2d(2), nn.Conv2d(6, 16, 3), nn.LeakyReLU(slope), nn.AvgPool2d(2), nn.Flatten(),
            nn.Dropout(0.25), nn.Linear(400, 120), nn.LeakyReLU(slope), nn.Dropout(0.25), nn.Linear(120, 84), nn.LeakyReLU(slope), nn.Dropout(0.25),
            nn.Linear(84, 10));
        using var nothing = no_grad();
        foreach (var (layer, name) in new[] { (0, "conv1"), (3, "conv2"), (8, "fc1"), (11, "fc2"), (14, "fc3") })
        {
            // Held: what only a native call refers to can be collected during that call.
            using var weight = Read($"weights/{name}.weight");
            using var bias = Read($"weights/{name}.bias");
            module.get_parameter($"{layer}.weight")!.copy_(weight);
            module.get_parameter($"{layer}.bias")!.copy_(bias);
        }
        module.eval();
        return module.to(type);
    }

    public static Network Network(ScalarType type = ScalarType.Float64) => Relevance.Networks.Network.From(Module(type));

    public static Tensor Images(ScalarType type = ScalarType.Float64)
    {
        var images = Read("inputs");
        var converted = images.to(type);
        GC.KeepAlive(images);
        return converted;
    }

    public static long[] Classes => NumpyFile.Read(PathOf("labels")).ToLongs();

    public static Target Labels => Target.Labels(Classes);

    public static Tensor Read(string name)
    {
        var array = NumpyFile.Read(PathOf(name));
        using var flat = tensor(array.ToDoubles(), ScalarType.Float64);
        return flat.reshape(array.Shape);
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.npy");
}
