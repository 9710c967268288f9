using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Support;

/// <summary>[n, 2, 8, 8] → convolution, residual block, concatenation with its input, dense → [n, 4]; as a module, and as a network.</summary>
internal sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> stem, block, head;

    public ResidualModule(int seed, Biases biases) : base("residual")
    {
        var bias = biases != Biases.None;
        stem = RandomNetworks.Fill(seed, biases, nn.Sequential(nn.Conv2d(2, 3, 3, padding: 1, bias: bias), nn.ReLU()));
        block = RandomNetworks.Fill(seed + 1, biases, nn.Sequential(
            nn.Conv2d(3, 4, 3, padding: 1, bias: bias), nn.LeakyReLU(0.1), nn.Conv2d(4, 3, 3, padding: 1, bias: bias)));
        head = RandomNetworks.Fill(seed + 2, biases, nn.Sequential(
            nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 4, 3, bias: bias), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 4, hasBias: bias)));
        RegisterComponents();
        eval();
    }

    public override Tensor forward(Tensor input)
    {
        var x = stem.call(input);
        var y = x + block.call(x);
        return head.call(cat([x, y], 1));
    }

    public Network Build()
    {
        var b = new NetworkBuilder();
        var x = b.Add("stem", stem, b.Input);
        var y = b.Sum("add", x, b.Add("block", block, x));
        return b.Build(b.Add("head", head, b.Concatenate("cat", 0, x, y)));
    }
}
