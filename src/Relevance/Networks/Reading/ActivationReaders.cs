using Relevance.Networks.Layers;
using TorchSharp.Modules;

namespace Relevance.Networks.Reading;

/// <summary>Activations.</summary>
internal static class ActivationReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<ReLU>((_, _) => new LeakyRelu(0));
        table.Add<LeakyReLU>((_, m) => new LeakyRelu(m.negative_slope));
        table.Add<ELU>((_, m) => Activations.Elu(m.alpha));
        table.Add<GELU>((_, m) => m.approximate == GELU.Approximate.tanh ? Activations.GeluByTanh() : Activations.Gelu());
        table.Add<SiLU>((_, _) => Activations.Silu());
        table.Add<Tanh>((_, _) => Activations.Tanh());
        table.Add<Sigmoid>((_, _) => Activations.Sigmoid());
        table.Add<Softplus>((_, m) => Activations.Softplus(m.beta, m.threshold));
        table.Add<ReLU6>((_, _) => Activations.Relu6());
    }
}
