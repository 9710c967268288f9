using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>Scores that are linear in the image: f = Wx + b.</summary>
internal static class LinearModels
{
    /// <summary>[n, 2, 8, 8] → [n, 4], random, the same for the same seed.</summary>
    public static (Network Network, Weights Weights, Weights Bias) Of(int seed)
    {
        var draw = new RandomNetworks.Draw(seed);
        var (weights, bias) = (draw.Weight(4, 128), draw.Bias(4)!);
        return (Dense(weights, bias), weights, bias);
    }

    /// <summary>The same, the weights of each score an image of their own.</summary>
    public static (Network Network, Tensor<double> Weights) Random(int seed)
    {
        var (network, weights, _) = Of(seed);
        return (network, Tensors.Of(weights.ToArray<double>(), 4, [2, 8, 8]));
    }

    /// <summary>f = Wx + b, whatever the shape of the images.</summary>
    public static Network Dense(Weights weights, Weights? bias)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.Dense("1", weights, bias, builder.Add("0", new FlattenLayer(), builder.Input)));
    }
}
