using System.Runtime.InteropServices;
using Relevance.Formats;
using static TorchSharp.torch;

namespace Mnist.Networks;

/// <summary>Tensors of libtorch and of files.</summary>
internal static class NamedTensors
{
    internal static NamedTensor From(string name, Tensor values)
    {
        using var scope = NewDisposeScope();
        var contiguous = values.detach().to(ScalarType.Float32).contiguous();
        return new(name, [.. values.shape], MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray());
    }

    internal static Tensor ToTensor(this NamedTensor values) => tensor(values.Values.ToArray(), [.. values.Shape]);
}
