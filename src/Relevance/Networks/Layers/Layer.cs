using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>
/// A layer as data: what it is, with its weights, and how it and its gradient are written as operations of a program. Immutable. A layer of your own is a
/// subclass; the operations that there are carry it to every method, engine and file that knows them.
/// </summary>
public abstract record Layer
{
    /// <summary>The kind of layer, such as <c>Conv2d</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its geometry or parameters in words; may be empty.</summary>
    public virtual string Details => "";

    /// <summary>Writes what the layer computes.</summary>
    /// <param name="program">Where it is written.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <returns>Its output.</returns>
    public abstract Value Forward(ProgramBuilder program, IReadOnlyList<Value> inputs);

    /// <summary>Writes the vector-Jacobian product: the gradient at the inputs, given the gradient at the output.</summary>
    /// <param name="program">Where it is written.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="output">Its output.</param>
    /// <param name="gradient">The gradient of something with respect to the output.</param>
    /// <returns>Its gradient with respect to each input.</returns>
    public abstract IReadOnlyList<Value> Pullback(ProgramBuilder program, IReadOnlyList<Value> inputs, Value output, Value gradient);

    /// <summary>Kind and details.</summary>
    public sealed override string ToString() => Details.Length == 0 ? Kind : $"{Kind}({Details})";
}
