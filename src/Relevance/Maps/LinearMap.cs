namespace Relevance.Maps;

/// <summary>
/// A linear map z = W a from arrays of one shape to arrays of another, as data: what rules modify, and what the engine multiplies by, forwards and transposed.
/// A bias belongs to the layer, not to the map.
/// </summary>
public abstract record LinearMap
{
    // The engine knows every map; a user's layer is made of those there are.
    private protected LinearMap()
    {
    }

    /// <summary>Whether the map has weights that were learnt, not such as its geometry fixes.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>The shape of the map's output.</summary>
    /// <exception cref="ArgumentException">The map cannot be applied to such an input.</exception>
    public abstract Shape OutputOf(Shape input);

    /// <summary>The map with a part of each of its weights.</summary>
    public abstract LinearMap Take(WeightPart part);

    /// <summary>The map with other numbers in the place of those that it has learnt; itself if it has none.</summary>
    /// <param name="weights">Given its weights, what takes their place, of the same shape.</param>
    /// <exception cref="NotSupportedException">Such a map has weights, but does not say how they are replaced.</exception>
    public virtual LinearMap Replace(Func<Weights, Weights> weights) => HasWeights
        ? throw new NotSupportedException($"The weights of {GetType().Name} cannot be replaced.")
        : this;

    /// <summary>The map [W V] of two inputs that lie one after the other along their first axis; null if it cannot be one map.</summary>
    /// <param name="other">V, of the same geometry.</param>
    internal virtual LinearMap? Beside(LinearMap other) => null;

    /// <summary>The map followed by a factor for each channel of its output; null if that is no such map.</summary>
    internal virtual LinearMap? Then(ReadOnlySpan<double> factors) => null;
}
