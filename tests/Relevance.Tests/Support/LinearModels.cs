using System.Numerics.Tensors;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>Scores that are linear in the image: f = Wx + b.</summary>
internal static class LinearModels
{
    /// <summary>[n, 2, 8, 8] → [n, 4], random, the same for the same seed; the weights of each score are an image of their own.</summary>
    public static (Network Network, Tensor<double> Weights) Random(int seed)
    {
        var builder = new NetworkBuilder();
        var draw = new RandomNetworks.Draw(seed);
        var weight = draw.Weight(4, 128);
        var network = builder.Build(builder.Dense("1", weight, draw.Bias(4), builder.Add("0", new FlattenLayer(), builder.Input)));
        return (network, Tensors.Of(weight.ToArray<double>(), 4, [2, 8, 8]));
    }
}
