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
        var network = new RandomStack(seed, Biases.Any).Add(new FlattenLayer()).Dense(128, 4).Build();
        var map = (Maps.DenseMap)((LinearLayer)network.Find("1").Layer).Map;
        return (network, Tensors.Of(map.Weight.ToArray<double>(), 4, [2, 8, 8]));
    }
}
