using System.Numerics.Tensors;
using Relevance;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace MnistExplanation.Benchmarks;

/// <summary>
/// What anybody with TorchSharp would do for a gradient heatmap: the module forward, the scores of the predicted classes backward. Every
/// result is compared with float64, since on some processors oneDNN computes it wrongly.
/// </summary>
/// <remarks>
/// Not by <see cref="Relevance.Torch.AutogradModel"/>, whose copies and checks would be measured too, and which never lets oneDNN compute what it computes wrongly.
/// </remarks>
/// <param name="module">The network, as trained.</param>
/// <param name="inputs">The images, [N, 1, 28, 28].</param>
/// <param name="expected">The gradient of each image by float64, [N, 1, 28, 28].</param>
/// <param name="withOneDnn">Whether oneDNN may take part.</param>
internal sealed class AutogradYardstick(nn.Module<Tensor, Tensor> module, Tensor inputs, Tensor<double> expected, bool withOneDnn)
{
    /// <summary>float32 against float64, relative to the largest value; a wrong kernel is off by half of it.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Whether every gradient so far was right.</summary>
    internal bool IsRight { get; private set; } = true;

    internal string What => $"autograd, oneDNN {(withOneDnn ? "on" : "off")}";

    /// <summary>Computes the gradients; <see cref="Check"/> looks at them after the clock has stopped.</summary>
    internal Tensor Gradient()
    {
        using var oneDnn = withOneDnn ? null : TorchRuntime.SuspendOneDnn();
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = inputs.detach().requires_grad_();
        var scores = module.call(leaf);
        var predicted = nn.functional.one_hot(scores.detach().argmax(1), scores.shape[1]).to(ScalarType.Float32);
        autograd.backward([scores], [predicted], inputs: [leaf]);
        return leaf.grad!.detach().MoveToOuterDisposeScope();
    }

    /// <summary>Notes whether the gradients were right.</summary>
    internal void Check(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var (error, peak) = (0.0, 0.0);
        foreach (var (found, wanted) in gradient.to(ScalarType.Float64).contiguous().data<double>().Zip(expected.Values.ToArray()))
            (error, peak) = (Math.Max(error, Math.Abs(found - wanted)), Math.Max(peak, Math.Abs(wanted)));
        IsRight &= error < Tolerance * peak;
    }
}
