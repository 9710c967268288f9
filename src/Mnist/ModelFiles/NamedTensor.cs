using System.Collections.Immutable;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Mnist.ModelFiles;

/// <summary>Float32 values with a name and a shape, as a safetensors file holds them.</summary>
/// <param name="Name">Unique within the file.</param>
/// <param name="Shape">The size of each dimension; empty for a single value.</param>
/// <param name="Values">The values in row-major order.</param>
internal sealed record NamedTensor(string Name, ImmutableArray<long> Shape, ReadOnlyMemory<float> Values)
{
    internal static NamedTensor From(string name, Tensor values)
    {
        using var scope = NewDisposeScope();
        var contiguous = values.detach().to(ScalarType.Float32).contiguous();
        return new(name, [.. values.shape], MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray());
    }

    internal Tensor ToTensor() => tensor(Values.ToArray(), [.. Shape]);
}
