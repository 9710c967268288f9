using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>
/// All weights and biases of a network in one vector, and their gradients in another: the optimiser then works on two vectors
/// in place of two tensors per layer, which saves a third of a small network's step.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private readonly List<Tensor> biases = [];

    /// <summary>Moves a network's parameters into the vectors; they become views of them.</summary>
    internal FlatParameters(Sequential network)
    {
        using var scope = NewDisposeScope();
        var count = network.parameters().Sum(parameter => parameter.numel());
        Values = zeros(count).DetachFromDisposeScope();
        Gradients = zeros(count).DetachFromDisposeScope();
        var offset = 0L;
        foreach (var (_, layer) in network.named_children())
        {
            switch (layer)
            {
                case Conv2d convolution:
                    convolution.weight = Move(convolution.weight, ref offset);
                    convolution.bias = Move(convolution.bias!, ref offset);
                    biases.Add(convolution.bias);
                    break;
                case Linear linear:
                    linear.weight = Move(linear.weight, ref offset);
                    linear.bias = Move(linear.bias!, ref offset);
                    biases.Add(linear.bias);
                    break;
            }
        }
        if (offset != count)
            throw new NotSupportedException("The network has parameters outside convolutions and linear layers.");
    }

    internal Tensor Values { get; }

    internal Tensor Gradients { get; }

    /// <summary>
    /// Sets positive biases to zero. Done after a step, not by a clamp inside the network: that would leave a bias of zero without
    /// gradient, frozen for ever.
    /// </summary>
    internal void ProjectBiases()
    {
        using var noGrad = no_grad();
        foreach (var bias in biases)
            bias.clamp_(max: 0);
    }

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    private Parameter Move(Parameter parameter, ref long offset)
    {
        using var noGrad = no_grad();
        var (count, shape) = (parameter.numel(), parameter.shape);
        var values = Values.narrow(0, offset, count).view(shape);
        values.copy_(parameter);
        var moved = new Parameter(values) { grad = Gradients.narrow(0, offset, count).view(shape) };
        offset += count;
        moved.DetachFromDisposeScope();
        return moved;
    }
}
