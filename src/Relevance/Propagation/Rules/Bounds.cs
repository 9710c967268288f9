using System.Runtime.CompilerServices;

namespace Relevance.Propagation.Rules;

/// <summary>What parameters of rules must be.</summary>
internal static class Bounds
{
    /// <summary>The value itself if it is a finite number of at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    internal static double AtLeastZero(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of at least 0.");
}
