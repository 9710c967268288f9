using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Support;

/// <summary>The sign of a random network's biases.</summary>
public enum Biases
{
    None,
    NonPositive,
    Any,
}

/// <summary>Small random networks in float64, the same for the same seed.</summary>
internal static class RandomNetworks
{
    public static Tensor<double> Images(int seed, int count = 3) => Arrays.Normal(seed + 1000, count, [2, 8, 8]);

    public static Sequential Fill(int seed, Biases biases, Sequential module)
    {
        using var nothing = no_grad();
        using var random = new Generator((ulong)seed);
        var wide = module.to(ScalarType.Float64);
        foreach (var (name, parameter) in wide.named_parameters())
        {
            // Held: what only a native call refers to can be collected during that call.
            using var drawn = randn(parameter.shape, ScalarType.Float64, generator: random);
            using var values = drawn * 0.5;
            using var negative = -values.abs();
            parameter.copy_(biases == Biases.NonPositive && name.EndsWith("bias", StringComparison.Ordinal) ? negative : values);
        }
        wide.eval();
        return wide;
    }
}
