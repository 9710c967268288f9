using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>Scores that are linear in the image: f = Wx + b.</summary>
internal static class LinearModels
{
    /// <summary>[n, 2, 8, 8] → [n, 4], random, the same for the same seed.</summary>
    public static (Network Network, Tensor Weights) Random(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Flatten(), nn.Linear(128, 4)));
        return (Network.From(module), module.get_parameter("1.weight")!.detach().reshape(4, 2, 8, 8));
    }
}
