using Relevance.Networks.Layers;
using TorchSharp.Modules;

namespace Relevance.Torch.Reading;

/// <summary>Activations.</summary>
internal static class ActivationReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<ReLU>((_, _) => new LeakyReluLayer());
        table.Add<LeakyReLU>((_, m) => new LeakyReluLayer(m.negative_slope));
        table.Add<ELU>((_, m) => new EluLayer(m.alpha));
        table.Add<GELU>((_, m) => m.approximate == GELU.Approximate.tanh ? new GeluByTanhLayer() : new GeluLayer());
        table.Add<SiLU>((_, _) => new SiluLayer());
        table.Add<Tanh>((_, _) => new TanhLayer());
        table.Add<Sigmoid>((_, _) => new SigmoidLayer());
        table.Add<Softplus>((_, m) => new SoftplusLayer(m.beta, m.threshold));
        table.Add<ReLU6>((_, _) => new ClipLayer(0, 6));
    }
}
