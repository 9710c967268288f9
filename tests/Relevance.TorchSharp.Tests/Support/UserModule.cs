using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Perturbation;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Support;

/// <summary>
/// A user's module as it is before it is explained: of its parameters the first has a gradient and the second is frozen, and some layers have hooks, which
/// throw when the fuse blows.
/// </summary>
internal sealed class UserModule
{
    private static readonly Dictionary<string, Func<UserModule>> Makers = new()
    {
        ["golden network"] = () => new(Golden.Module(), Tensors.Range(Golden.Images<double>(), 0, 5)),
        ["golden network in float32"] = () => new(Golden.Module(ScalarType.Float32), Tensors.Range(Golden.Images<double>(), 0, 5)) { IsNarrow = true },
        ["residual network"] = () => new(new ResidualModule(1, Biases.Any), RandomNetworks.Images(1, 5)),
        ["batch normalisation and rectifiers in place"] = () => new(LayerCases.Case(2, nn.Sequential(
            nn.Conv2d(2, 3, 3, bias: false), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(3), nn.ReLU(inplace: true), nn.Flatten(),
            nn.Linear(27, 6), nn.BatchNorm1d(6), nn.ReLU(inplace: true), nn.Linear(6, 4)), 2, 8, 8).Module, RandomNetworks.Images(2, 5)),
        ["dropout and a forward pass of its own"] = () => new(new PlainModule(3), RandomNetworks.Images(3, 5)),
    };

    private UserModule(nn.Module<Tensor, Tensor> module, Tensor<double> images)
    {
        (Module, Images) = (module, images);
        var parameters = module.parameters().ToArray();
        parameters[0].grad = full_like(parameters[0], 0.25);
        parameters[1].requires_grad = false;
        // Layers within the module, so that its forward pass has begun when the fuse blows.
        foreach (var layer in module.modules().OfType<nn.Module<Tensor, Tensor>>().Where(layer => layer.GetType().Name is "Linear" or "Dropout"))
        {
            Hooks++;
            layer.register_forward_pre_hook((_, input) =>
            {
                Fuse.Pass();
                return input;
            });
        }
    }

    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <summary>Whether it computes in float32, where oneDNN may have to be switched off.</summary>
    public bool IsNarrow { get; private init; }

    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Five of them: with a batch size of two there are three batches.</summary>
    public Tensor<double> Images { get; }

    /// <summary>What makes a layer of the module throw.</summary>
    public Fuse Fuse { get; } = new();

    /// <summary>How often the fuse is passed on the way through the module.</summary>
    public int Hooks { get; }

    public static UserModule Make(string name) => Makers[name]();

    /// <summary>A module in training mode, [n, 2, 8, 8] → [n, 4], with the parts <c>dropout</c> and <c>norm</c>.</summary>
    public static nn.Module<Tensor, Tensor> Plain() => new PlainModule(3);

    /// <summary>A method that asks for gradients, or one that asks for scores alone.</summary>
    public Explainer Explainer(bool byGradients) => byGradients
        ? new GradientTimesInput(new AutogradModel(Module))
        : new Occlusion(new AutogradModel(Module), Baseline.Zero, 4, 4);

    /// <summary>The bits of an explanation in batches of two.</summary>
    public byte[] Explain(Explainer explainer, Target? target = null, ExplainOptions? options = null)
    {
        options = (options ?? new()) with { BatchSize = 2 };
        if (!IsNarrow)
            return Bits(explainer.Explain(Images, target, options));
        return Bits(explainer.Explain(Images.To<float>(), target, options));

        static byte[] Bits<T>(Explanation<T> explanation)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => [.. explanation.Scores.Bits(), .. explanation.Relevance.Bits()];
    }

    private sealed class PlainModule : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> convolution = nn.Conv2d(2, 3, 3), norm = nn.BatchNorm2d(3), dropout = nn.Dropout(), classifier = nn.Linear(108, 4);

        public PlainModule(int seed) : base("plain")
        {
            RegisterComponents();
            LayerCases.Case(seed, this, 2, 8, 8);
        }

        public override Tensor forward(Tensor input) => classifier.call(dropout.call(norm.call(convolution.call(input)).relu()).flatten(1));
    }
}
