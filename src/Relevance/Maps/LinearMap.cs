namespace Relevance.Maps;

/// <summary>
/// A linear map z = W a between arrays, as data. Rules modify its weights; the engine applies it and its transpose. A bias belongs to the layer, not to the
/// map.
/// </summary>
public abstract record LinearMap
{
    // The engine knows every map; a user's layer is made of those there are.
    private protected LinearMap()
    {
    }

    /// <summary>Whether the map has learnt weights, rather than weights fixed by its geometry.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>Gets the shape of the map's output for an input of a given shape.</summary>
    /// <exception cref="ArgumentException">The map cannot be applied to such an input.</exception>
    public abstract Shape OutputOf(Shape input);

    /// <summary>Returns the map with a function of each weight, such as its positive part, in place of the weight.</summary>
    public abstract LinearMap Take(WeightPart part);

    /// <summary>Returns the map with its learnt weights replaced; the map itself if it has none.</summary>
    /// <param name="weights">Returns the replacement of given weights, of the same shape.</param>
    /// <exception cref="NotSupportedException">The map has learnt weights but does not implement their replacement.</exception>
    public virtual LinearMap Replace(Func<Weights, Weights> weights) => HasWeights
        ? throw new NotSupportedException($"The weights of {GetType().Name} cannot be replaced.")
        : this;

    /// <summary>The map [W V] of two inputs that lie one after the other along their first axis; null if it cannot be one map.</summary>
    /// <param name="other">V, of the same geometry.</param>
    internal virtual LinearMap? Beside(LinearMap other) => null;

    /// <summary>The map followed by a factor for each channel of its output; null if that is no such map.</summary>
    internal virtual LinearMap? Then(ReadOnlySpan<double> factors) => null;
}
