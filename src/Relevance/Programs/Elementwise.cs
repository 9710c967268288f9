using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>The functions of one number x that programs use; some have a parameter.</summary>
public enum UnaryFunction
{
    /// <summary>−x.</summary>
    Negate,

    /// <summary>|x|.</summary>
    Absolute,

    /// <summary>The sign of x: −1, 0 or 1.</summary>
    Sign,

    /// <summary>1 for x ≥ 0, else −1: the sign of the stabiliser in a denominator.</summary>
    SignOrOne,

    /// <summary>max(x, 0); NaN for NaN, so that rectifiers do not hide it.</summary>
    PositivePart,

    /// <summary>min(x, 0); NaN for NaN.</summary>
    NegativePart,

    /// <summary>x times the parameter.</summary>
    Scale,

    /// <summary>x plus the parameter.</summary>
    Shift,

    /// <summary>x for x &gt; 0, else x times the parameter.</summary>
    LeakyRelu,

    /// <summary>1 for x &gt; 0, else the parameter.</summary>
    LeakyReluSlope,

    /// <summary>The smaller of x and the parameter.</summary>
    AtMost,

    /// <summary>The larger of x and the parameter.</summary>
    AtLeast,

    /// <summary>1 for x above the parameter, else 0.</summary>
    IsAbove,

    /// <summary>1 for x = 0, else 0.</summary>
    IsZero,

    /// <summary>1 for NaN and the infinities, else 0.</summary>
    IsNotFinite,

    /// <summary>√x.</summary>
    SquareRoot,

    /// <summary>eˣ.</summary>
    Exponential,

    /// <summary>eˣ − 1.</summary>
    ExponentialMinusOne,

    /// <summary>ln(1 + x).</summary>
    LogarithmOfOnePlus,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Logistic,

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    ErrorFunction,
}

/// <summary>The functions of two numbers x and y that programs use; some have a parameter.</summary>
public enum BinaryFunction
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x y.</summary>
    Multiply,

    /// <summary>x / (y + ε sign(y)) with sign(0) = 1 and ε the parameter; 0 where the denominator is 0.</summary>
    Divide,

    /// <summary>The larger of x and y.</summary>
    Maximum,

    /// <summary>The smaller of x and y.</summary>
    Minimum,

    /// <summary>1 for x = y, else 0.</summary>
    IsEqual,
}

/// <summary>Applies a function to each value separately.</summary>
/// <param name="Function">The function.</param>
/// <param name="Parameter">The parameter of the function, if it has one.</param>
public sealed record UnaryOperation(UnaryFunction Function, double Parameter = 0) : Operation
{
    /// <inheritdoc/>
    public override string Text => Function is UnaryFunction.Scale or UnaryFunction.Shift or UnaryFunction.LeakyRelu or UnaryFunction.LeakyReluSlope
        or UnaryFunction.AtMost or UnaryFunction.AtLeast or UnaryFunction.IsAbove ? $"{Words.Kebab(Function)} {Number(Parameter)}" : Words.Kebab(Function);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => inputs[0];
}

/// <summary>Applies a function to the values at each place of two arrays of the same shape.</summary>
/// <param name="Function">The function.</param>
/// <param name="Parameter">The parameter of the function, if it has one.</param>
public sealed record BinaryOperation(BinaryFunction Function, double Parameter = 0) : Operation
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Text => Function == BinaryFunction.Divide ? $"divide, stabiliser {Number(Parameter)}" : Words.Kebab(Function);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => inputs[0] == inputs[1]
        ? inputs[0]
        : throw new ArgumentException($"Only arrays of one shape can be computed with place by place; these are {inputs[0]} and {inputs[1]}.");
}

internal static class Words
{
    /// <summary>A name in kebab case.</summary>
    internal static string Kebab<TEnum>(TEnum value)
        where TEnum : struct, Enum => Kebab((Enum)value);

    /// <summary>A name in kebab case.</summary>
    internal static string Kebab(Enum value) =>
        string.Concat($"{value}".Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : $"{letter}"));
}
