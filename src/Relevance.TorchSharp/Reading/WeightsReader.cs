using Relevance.Maps;
using static TorchSharp.torch;

namespace Relevance.Torch.Reading;

/// <summary>Copies what a module has learnt.</summary>
internal static class WeightsReader
{
    /// <summary>The weights of a tensor, in float32 or float64 as it is.</summary>
    internal static Weights Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var dense = tensor.detach().cpu().contiguous();
        var shape = Lengths.Shape(dense.shape);
        return dense.dtype == ScalarType.Float64 ? Weights.Of(dense.data<double>().ToArray(), shape) : Weights.Of(dense.data<float>().ToArray(), shape);
    }

    /// <summary>Null for none.</summary>
    internal static Weights? ReadOrNull(Tensor? tensor) => tensor is null ? null : Read(tensor);
}
