using Relevance.Networks;
using Relevance.Propagation;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>Two small trained networks on RGB images, many of whose biases are positive, for which Zennit's heatmaps are at hand.</summary>
internal static class BiasedNetworks
{
    /// <summary>Both, by the name of their folder.</summary>
    public static IReadOnlyList<string> Names { get; } = ["vgg", "mobilenet"];

    private static readonly double[] Mean = [0.485, 0.456, 0.406], Deviation = [0.229, 0.224, 0.225];

    public static Network Network(string name) => name == "vgg" ? Vgg() : MobileNet();

    public static Tensor Images(string name) => Golden.Read($"{name}/inputs");

    /// <summary>zB with the range of the pixels in each channel: they are normalised differently.</summary>
    public static LinearRule Box { get; } = new BoxPerChannel(
        [.. Mean.Zip(Deviation, (mean, deviation) => (0 - mean) / deviation)], [.. Mean.Zip(Deviation, (mean, deviation) => (1 - mean) / deviation)]);

    /// <summary>Convolutions with rectifiers, max pooling, average pooling, three fully connected layers.</summary>
    private static Network Vgg()
    {
        var module = nn.Sequential(
            Convolution(3, 8), nn.ReLU(), nn.MaxPool2d(2), Convolution(8, 16), nn.ReLU(), nn.MaxPool2d(2), Convolution(16, 24), nn.ReLU(), Convolution(24, 24), nn.ReLU(),
            nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(96, 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU(), nn.Linear(48, 5));
        new Weights("vgg").Fill(module);
        return Relevance.Networks.Network.From(module.to(ScalarType.Float64));

        static TorchSharp.Modules.Conv2d Convolution(int inputs, int outputs) => nn.Conv2d(inputs, outputs, 3, padding: 1);
    }

    /// <summary>Inverted residuals: an expansion, a convolution of each channel by itself, a projection, and where sizes allow it a sum with the input.</summary>
    private static Network MobileNet()
    {
        var weights = new Weights("mobilenet");
        var b = new NetworkBuilder();
        var x = b.Add("stem", Rectified(3, 8, 3, stride: 2), b.Input);
        x = Block("block1", x, 8, 8, 8, 1);
        x = Block("block2", x, 8, 32, 12, 2);
        x = Block("block3", x, 12, 48, 12, 1);
        x = Block("block4", x, 12, 48, 16, 2);
        x = Block("block5", x, 16, 48, 16, 1);
        x = b.Add("features", Rectified(16, 32, 1), x);
        return b.Build(b.Add("head", Filled(nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 5))), x));

        LayerOutput Block(string name, LayerOutput input, int inputs, int hidden, int outputs, int stride)
        {
            var expanded = hidden == inputs ? input : b.Add($"{name}.expand", Rectified(inputs, hidden, 1), input);
            var filtered = b.Add($"{name}.filter", Rectified(hidden, hidden, 3, stride, hidden), expanded);
            var projected = b.Add($"{name}.project", Filled(nn.Sequential(Convolution(hidden, outputs, 1, 1, 1), Normalization(outputs))), filtered);
            return stride == 1 && inputs == outputs ? b.Sum($"{name}.sum", input, projected) : projected;
        }

        nn.Module<Tensor, Tensor> Rectified(int inputs, int outputs, int kernel, int stride = 1, int groups = 1) =>
            Filled(nn.Sequential(Convolution(inputs, outputs, kernel, stride, groups), Normalization(outputs), nn.ReLU6()));

        nn.Module<Tensor, Tensor> Filled(nn.Module<Tensor, Tensor> module)
        {
            weights.Fill(module);
            return module.to(ScalarType.Float64);
        }

        static nn.Module<Tensor, Tensor> Convolution(int inputs, int outputs, int kernel, int stride, int groups) =>
            nn.Conv2d(inputs, outputs, kernel, stride, padding: kernel / 2, groups: groups, bias: false);

        // The reference rounded ε to float32, as the file that the network comes from has it.
        static nn.Module<Tensor, Tensor> Normalization(int channels) => nn.BatchNorm2d(channels, eps: 1e-5f);
    }

    /// <summary>Parameters one after the other, in the order of the layers and, in each, of PyTorch.</summary>
    private sealed class Weights(string network)
    {
        private static readonly string[] InOrder = ["weight", "bias", "running_mean", "running_var"];

        private readonly Tensor values = Golden.Read($"{network}/weights");
        private long taken;

        public void Fill(nn.Module module)
        {
            using var nothing = no_grad();
            var leaves = module.named_modules().Select(named => named.module).Where(layer => !layer.named_children().Any());
            foreach (var state in leaves.Select(layer => layer.state_dict()))
            {
                foreach (var target in InOrder.Where(state.ContainsKey).Select(name => state[name]))
                {
                    using var part = values.narrow(0, taken, target.numel()).reshape(target.shape);
                    target.copy_(part);
                    taken += target.numel();
                }
            }
            module.eval();
        }
    }
}
