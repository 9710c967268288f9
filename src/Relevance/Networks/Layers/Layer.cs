using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>
/// A layer as data: its kind and weights, and how it and its gradient are written as operations of a program. Immutable. To write a layer of your own, derive
/// from this class; since it is written in the existing operations, all methods can explain it.
/// </summary>
public abstract record Layer
{
    /// <summary>The kind of layer, such as <c>Conv2d</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its geometry or parameters in words; may be empty.</summary>
    public virtual string Details => "";

    /// <summary>The reason why layer-wise relevance propagation has no rule for the layer; null if it has one, or passes relevance on.</summary>
    public virtual string? WhyNoRule => null;

    /// <summary>Writes the layer's computation.</summary>
    /// <param name="program">The program that it is written into.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <returns>Its output.</returns>
    public abstract Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs);

    /// <summary>Writes the vector-Jacobian product: the gradient at the inputs, given the gradient at the output.</summary>
    /// <param name="program">The program that it is written into.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="output">Its output.</param>
    /// <param name="gradient">The gradient of something with respect to the output.</param>
    /// <returns>Its gradient with respect to each input.</returns>
    public abstract IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient);

    /// <summary>Kind and details.</summary>
    public sealed override string ToString() => Details.Length == 0 ? Kind : $"{Kind}({Details})";
}
