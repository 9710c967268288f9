using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>Numbers that could stand in the place of learned ones.</summary>
internal static class RandomParameters
{
    /// <summary>Normal numbers with the mean and the standard deviation of some values, of their shape and type.</summary>
    internal static Tensor Like(Tensor values, Generator random)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        // Drawn in float64, so that both types see the same numbers.
        var wide = values.to(ScalarType.Float64);
        var mean = wide.mean();
        var distance = wide.Minus(mean);
        var deviation = (distance * distance).mean().sqrt();
        return (randn(values.shape, ScalarType.Float64, generator: random) * deviation).Plus(mean).to(values.dtype).MoveToOuterDisposeScope();
    }
}
