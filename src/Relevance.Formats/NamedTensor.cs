using System.Collections.Immutable;

namespace Relevance.Formats;

/// <summary>Float32 values with a name and a shape, as a safetensors file holds them.</summary>
/// <param name="Name">Unique within the file.</param>
/// <param name="Shape">The size of each dimension; empty for a single value.</param>
/// <param name="Values">The values in row-major order.</param>
public sealed record NamedTensor(string Name, ImmutableArray<long> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>The values in float64.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Values.Span[i];
        return values;
    }
}
