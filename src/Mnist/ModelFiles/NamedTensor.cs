using System.Collections.Immutable;
using Relevance.Maps;

namespace Mnist.ModelFiles;

/// <summary>Float32 values with a name and a shape, as a safetensors file holds them.</summary>
/// <param name="Name">Unique within the file.</param>
/// <param name="Shape">The size of each dimension; empty for a single value.</param>
/// <param name="Values">The values in row-major order.</param>
internal sealed record NamedTensor(string Name, ImmutableArray<long> Shape, ReadOnlyMemory<float> Values)
{
    internal Weights ToWeights() => Weights.Of(Values.Span, new([.. Shape.Select(size => checked((int)size))]));

    internal double[] ToDoubles()
    {
        var values = new double[Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Values.Span[i];
        return values;
    }
}
