using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Torch;

/// <summary>Copies tensors of images to libtorch and back.</summary>
internal static class TorchTensors
{
    /// <summary>The type of numbers in libtorch's words.</summary>
    /// <exception cref="NotSupportedException">It is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    internal static ScalarType TypeOf<T>() => typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : throw new NotSupportedException($"Models compute in float and double, not in {typeof(T).Name}.");

    /// <summary>A copy in libtorch.</summary>
    internal static torch.Tensor Copy<T>(Tensor<T> tensor)
        where T : unmanaged
    {
        var dense = Tensors.Dense(tensor);
        long[] lengths = [.. dense.Lengths.ToArray().Select(length => (long)length)];
        var copy = empty(lengths, TypeOf<T>());
        MemoryMarshal.AsBytes(dense.Values).CopyTo(copy.bytes);
        GC.KeepAlive(copy);
        return copy;
    }

    /// <summary>A copy of libtorch's.</summary>
    internal static Tensor<T> Copy<T>(torch.Tensor tensor)
        where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var dense = tensor.detach().cpu().to(TypeOf<T>()).contiguous();
        nint[] lengths = [.. dense.shape.Select(length => (nint)length)];
        return System.Numerics.Tensors.Tensor.Create(MemoryMarshal.Cast<byte, T>(dense.bytes).ToArray(), lengths);
    }
}
