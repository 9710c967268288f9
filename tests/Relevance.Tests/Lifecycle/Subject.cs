using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Lifecycle;

/// <summary>A user's module as it is before it is explained: with gradients, hooks and a mode of its own.</summary>
internal sealed class Subject
{
    private readonly Func<Network> read;
    private readonly double low, high;

    private Subject(nn.Module<Tensor, Tensor> module, Func<Network> read, Tensor images, double low = -4, double high = 4)
    {
        (Module, this.read, Images, this.low, this.high) = (module, read, images, low, high);
        var parameters = module.parameters().ToArray();
        parameters[0].grad = full_like(parameters[0], 0.25);
        parameters[1].requires_grad = false;
        // Layers within the module, so that its forward pass has begun when the fuse blows.
        foreach (var layer in module.modules().OfType<nn.Module<Tensor, Tensor>>().Where(layer => layer.GetType().Name is "Linear" or "Dropout"))
            layer.register_forward_pre_hook((_, input) => Fuse.Pass(input));
    }

    /// <summary>The modules, by name. Every second parameter is frozen, the first has a gradient.</summary>
    private static readonly Dictionary<string, Func<Subject>> Makers = new()
    {
        ["network of the target"] = () => Sequential(Golden.Module(ScalarType.Float32), Golden.Images(ScalarType.Float32)[..5], Golden.Low, Golden.High),
        ["residual network"] = () =>
        {
            var module = new ResidualModule(1, Biases.Any);
            return new(module, module.Build, RandomNetworks.Images(1, 5));
        },
        ["batch normalisation and max pooling"] = () => Sequential(LayerCases.Case(2, nn.Sequential(
            nn.Conv2d(2, 3, 3, bias: false), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(3), nn.ReLU(inplace: true), nn.Flatten(),
            nn.Linear(27, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 4)), 2, 8, 8).Module, RandomNetworks.Images(2, 5)),
        [InTrainingMode] = () =>
        {
            var module = new PlainModule(3);
            module.train();
            return new(module, module.Build, RandomNetworks.Images(3, 5));
        },
    };

    /// <summary>The one that automatic differentiation refuses.</summary>
    public const string InTrainingMode = "plain module in training mode";

    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Five of them: with a batch size of two there are three batches.</summary>
    public Tensor Images { get; }

    /// <summary>Where a layer of the module throws.</summary>
    public Fuse Fuse { get; } = new();

    public static Subject Make(string name) => Makers[name]();

    public Explainer Explainer(string name) => Explainers.Make(name, Module, read, low, high);

    private static Subject Sequential(nn.Module<Tensor, Tensor> module, Tensor images, double low = -4, double high = 4) =>
        new(module, () => Network.From(module), images, low, high);

    /// <summary>[n, 2, 8, 8] → [n, 4], with a forward pass of its own.</summary>
    private sealed class PlainModule : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> convolution = nn.Conv2d(2, 3, 3), norm = nn.BatchNorm2d(3), dropout = nn.Dropout(), classifier = nn.Linear(108, 4);

        public PlainModule(int seed) : base("plain")
        {
            RegisterComponents();
            LayerCases.Case(seed, this, 2, 8, 8);
        }

        public override Tensor forward(Tensor input) => classifier.call(dropout.call(norm.call(convolution.call(input)).relu()).flatten(1));

        public Network Build()
        {
            var b = new NetworkBuilder();
            var features = b.Add("features", nn.Sequential(convolution, norm, nn.ReLU(), dropout, nn.Flatten()), b.Input);
            return b.Build(b.Add("classifier", classifier, features));
        }
    }
}
