using System.Collections.Immutable;
using System.Globalization;

namespace Relevance.Catalogue;

/// <summary>A parameter of a method: what it means and which values it takes.</summary>
public sealed record MethodParameter
{
    private MethodParameter(string name, ParameterKind kind, object? standard, string meaning) =>
        (Name, Kind, Default, Meaning) = (name, kind, standard, meaning);

    /// <summary>The name in kebab case.</summary>
    public string Name { get; }

    /// <summary>What values it takes.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The value where none is given, of the type that <see cref="Kind"/> names; null where another parameter decides.</summary>
    public object? Default { get; }

    /// <summary>What it does, in one line.</summary>
    public string Meaning { get; }

    /// <summary>The smallest value, of numbers.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest value, of numbers.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>The words, of choices.</summary>
    public ImmutableArray<string> Choices { get; private init; } = [];

    /// <summary>A parameter that is a number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default; null where another parameter decides.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static MethodParameter Number(string name, double? standard, double minimum, double maximum, string meaning) =>
        new(name, ParameterKind.Number, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>A parameter that is a whole number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static MethodParameter WholeNumber(string name, int standard, int minimum, int maximum, string meaning) =>
        new(name, ParameterKind.WholeNumber, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>A parameter that is one of several words.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="choices">The words; the first is the default.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static MethodParameter Choice(string name, ImmutableArray<string> choices, string meaning) =>
        new(name, ParameterKind.Choice, choices[0], meaning) { Choices = choices };

    /// <summary>A parameter that is true or false; false where it is not given.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static MethodParameter Flag(string name, string meaning) => new(name, ParameterKind.Flag, false, meaning);

    /// <summary>A parameter that is the name of a layer; without default.</summary>
    /// <param name="meaning">What it does, in one line.</param>
    public static MethodParameter Layer(string meaning) => new("layer", ParameterKind.Layer, null, meaning);

    /// <summary>The seed of a method that draws at random: the same seed gives the same explanation.</summary>
    public static MethodParameter Seed { get; } = WholeNumber("seed", 0, 0, int.MaxValue, "which random numbers are drawn");

    /// <summary>What the parameter takes, in words.</summary>
    public string Range => string.Create(CultureInfo.InvariantCulture, $"{Kind switch
    {
        ParameterKind.Number => "a number",
        ParameterKind.WholeNumber => "a whole number",
        ParameterKind.Choice => string.Join(", ", Choices[..^1]) + " or " + Choices[^1],
        ParameterKind.Layer => "the name of a layer",
        _ => "true or false",
    }}{(double.IsFinite(Minimum) ? double.IsFinite(Maximum) && Maximum < int.MaxValue ? $" from {Minimum} to {Maximum}" : $" of at least {Minimum}" : "")}");

    /// <summary>Reads a value.</summary>
    /// <param name="text">The value in writing.</param>
    /// <returns>The value, of the type that <see cref="Kind"/> names.</returns>
    /// <exception cref="FormatException">It is not a value of this parameter; the message says which it takes.</exception>
    public object Parse(string text)
    {
        object? value = Kind switch
        {
            ParameterKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsInRange(number) => number,
            ParameterKind.WholeNumber when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && IsInRange(number) => number,
            ParameterKind.Choice when Choices.Contains(text) => text,
            ParameterKind.Layer when text.Length > 0 => text,
            ParameterKind.Flag when bool.TryParse(text, out var flag) => flag,
            _ => null,
        };
        var meant = Kind == ParameterKind.Choice && Nearest.Of(text, Choices) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return value ?? throw new FormatException($"Parameter '{Name}' takes {Range}, not '{text}'.{meant}");
    }

    /// <summary>Writes a value so that <see cref="Parse"/> reads it back to the bit.</summary>
    public static string Write(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private bool IsInRange(double value) => double.IsFinite(value) && value >= Minimum && value <= Maximum;
}
