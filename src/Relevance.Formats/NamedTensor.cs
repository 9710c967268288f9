using System.Collections.Immutable;

namespace Relevance.Formats;

/// <summary>Float32 values with a name and a shape, as stored in a safetensors file.</summary>
/// <param name="Name">The name of the tensor, unique within the file.</param>
/// <param name="Shape">The size of each dimension; empty for a single value.</param>
/// <param name="Values">The values in row-major order.</param>
public sealed record NamedTensor(string Name, ImmutableArray<long> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>Converts the values to float64.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Values.Span[i];
        return values;
    }
}
