using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>
/// One of the few operations that programs are made of. Two with the same parameters and inputs compute the same. Each treats an image as if it were alone.
/// </summary>
public abstract record Operation
{
    // The engine knows every operation; a user's layers and rules are made of those there are.
    private protected Operation()
    {
    }

    /// <summary>How many inputs it has; −1 for one or more.</summary>
    public virtual int Arity => 1;

    /// <summary>The name in a printed program, with parameters.</summary>
    public abstract string Text { get; }

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ArgumentException">The operation cannot be applied to such inputs.</exception>
    public abstract Shape ShapeOf(IReadOnlyList<Shape> inputs);

    internal static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
