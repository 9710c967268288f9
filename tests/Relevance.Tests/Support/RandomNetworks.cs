using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

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
    /// <summary>[n, 2, 8, 8] → convolution, pooling, convolution, dense, dense → [n, 4].</summary>
    public static Sequential Convolutional(int seed, Biases biases, double slope = 0.01) => Fill(seed, biases, nn.Sequential(
        nn.Conv2d(2, 3, 3, padding: 1, bias: biases != Biases.None), Activation(slope), nn.AvgPool2d(2),
        nn.Conv2d(3, 5, 3, bias: biases != Biases.None), Activation(slope), nn.Flatten(), nn.Dropout(),
        nn.Linear(20, 7, hasBias: biases != Biases.None), Activation(slope), nn.Linear(7, 4, hasBias: biases != Biases.None)));

    public static Tensor Images(int seed, int count = 3)
    {
        return randn([count, 2, 8, 8], ScalarType.Float64, generator: new Generator((ulong)seed + 1000));
    }

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

    private static nn.Module<Tensor, Tensor> Activation(double slope)
    {
        return slope == 0 ? nn.ReLU() : nn.LeakyReLU(slope);
    }
}
