using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Formats;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Support;

/// <summary>The fixed network and digits for which other libraries' heatmaps are at hand.</summary>
internal static class Golden
{
    public static Sequential Module(ScalarType type = ScalarType.Float64)
    {
        var module = nn.Sequential(
            nn.Conv2d(1, 6, 3), nn.LeakyReLU(0.01), nn.AvgPool2d(2), nn.Conv2d(6, 16, 3), nn.LeakyReLU(0.01), nn.AvgPool2d(2), nn.Flatten(),
            nn.Dropout(0.25), nn.Linear(400, 120), nn.LeakyReLU(0.01), nn.Dropout(0.25), nn.Linear(120, 84), nn.LeakyReLU(0.01), nn.Dropout(0.25),
            nn.Linear(84, 10)).to(ScalarType.Float64);
        using var nothing = no_grad();
        foreach (var (layer, name) in new[] { (0, "conv1"), (3, "conv2"), (8, "fc1"), (11, "fc2"), (14, "fc3") })
        {
            // Held: what only a native call refers to can be collected during that call.
            using var weight = TorchTensors.Copy(Read($"weights/{name}.weight"));
            using var bias = TorchTensors.Copy(Read($"weights/{name}.bias"));
            module.get_parameter($"{layer}.weight")!.copy_(weight);
            module.get_parameter($"{layer}.bias")!.copy_(bias);
        }
        module.eval();
        return module.to(type);
    }

    public static Tensor<T> Images<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = Read("inputs");
        return Tensors.Of([.. inputs.Values.ToArray().Select(T.CreateTruncating)], inputs.ImageCount, inputs.ImageShape);
    }

    public static Target Labels => Target.Labels([.. NumpyFile.Read(PathOf("labels")).ToLongs().Select(label => (int)label)]);

    public static Tensor<double> Read(string name)
    {
        var array = NumpyFile.Read(PathOf(name));
        return System.Numerics.Tensors.Tensor.Create(array.ToDoubles(), [.. array.Shape.Select(length => (nint)length)]);
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.npy");
}
