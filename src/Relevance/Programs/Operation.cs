using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>
/// Base class of the operations of programs. Operations with the same parameters and inputs compute the same result. Each image is computed independently of
/// the others.
/// </summary>
public abstract record Operation
{
    // The engine knows every operation; a user's layers and rules are made of those there are.
    private protected Operation()
    {
    }

    /// <summary>The number of inputs; −1 for one or more.</summary>
    public virtual int Arity => 1;

    /// <summary>The name of the operation in a printed program, with its parameters.</summary>
    public abstract string Text { get; }

    /// <summary>Computes the shape of the result from the shapes of the inputs.</summary>
    /// <exception cref="ArgumentException">The operation cannot be applied to such inputs.</exception>
    public abstract Shape ShapeOf(IReadOnlyList<Shape> inputs);

    internal static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
