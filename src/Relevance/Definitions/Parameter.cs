using System.Collections.Immutable;
using System.Globalization;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Definitions;

/// <summary>A parameter of a method, a rule or a composite: what it means and which values it takes.</summary>
public sealed record Parameter
{
    private Parameter(string name, ParameterKind kind, object? standard, string meaning) => (Name, Kind, Default, Meaning) = (name, kind, standard, meaning);

    /// <summary>The name in kebab case.</summary>
    public string Name { get; }

    /// <summary>What values it takes.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The value where none is given, of the type that <see cref="Kind"/> names; null where something else decides.</summary>
    public object? Default { get; }

    /// <summary>What it does, in one line.</summary>
    public string Meaning { get; }

    /// <summary>The smallest value, of numbers.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest value, of numbers.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>The words, of choices.</summary>
    public ImmutableArray<string> Choices { get; private init; } = [];

    /// <summary>How a formula writes it, such as γ; null where no formula does.</summary>
    public string? Symbol { get; init; }

    /// <summary>Which values are worth a try, of numbers: the ends of a slider. Null where the range itself says enough.</summary>
    public (double From, double To)? Usual { get; init; }

    /// <summary>Whether its orders of magnitude matter, of numbers.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Requires the notation of a text; null for none.</summary>
    private Action<string>? Check { get; init; }

    /// <summary>A parameter that is a number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default; null where something else decides.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Number(string name, double? standard, double minimum, double maximum, string meaning) =>
        new(name, ParameterKind.Number, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>A parameter that is a whole number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter WholeNumber(string name, int standard, int minimum, int maximum, string meaning) =>
        new(name, ParameterKind.WholeNumber, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>A parameter that is a number for all channels of the input, or one for each; without default.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Channels(string name, string meaning) => new(name, ParameterKind.Channels, null, meaning);

    /// <summary>A parameter that is one of several words.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="choices">The words; the first is the default.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Choice(string name, ImmutableArray<string> choices, string meaning) =>
        new(name, ParameterKind.Choice, choices[0], meaning) { Choices = choices };

    /// <summary>A parameter that is a value of an enumeration, whose names are the words in kebab case.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Choice<TEnum>(string name, TEnum standard, string meaning)
        where TEnum : struct, Enum => new(name, ParameterKind.Choice, Words.Kebab(standard), meaning) { Choices = [.. Enum.GetValues<TEnum>().Select(Words.Kebab)] };

    /// <summary>A parameter that is true or false; false where it is not given.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Flag(string name, string meaning) => new(name, ParameterKind.Flag, false, meaning);

    /// <summary>A parameter that is the name of a layer; without default.</summary>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Layer(string meaning) => new("layer", ParameterKind.Layer, null, meaning);

    /// <summary>A parameter that is text; without default.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="check">Throws a <see cref="FormatException"/> where the text does not have the notation that it should have.</param>
    /// <param name="meaning">What it does, in one line.</param>
    public static Parameter Text(string name, Action<string> check, string meaning) => new(name, ParameterKind.Text, null, meaning) { Check = check };

    /// <summary>The seed of a method that draws at random: the same seed gives the same explanation.</summary>
    public static Parameter Seed { get; } = WholeNumber("seed", 0, 0, int.MaxValue, "which random numbers are drawn") with { Usual = (0, 50) };

    /// <summary>What the parameter takes, in words.</summary>
    public string Range => string.Create(CultureInfo.InvariantCulture, $"{Kind switch
    {
        ParameterKind.Number => "a number",
        ParameterKind.WholeNumber => "a whole number",
        ParameterKind.Channels => "a number, or one for each channel with semicolons between them",
        ParameterKind.Choice => string.Join(", ", Choices[..^1]) + " or " + Choices[^1],
        ParameterKind.Layer => "the name of a layer",
        ParameterKind.Text => "text",
        _ => "true or false",
    }}{(double.IsFinite(Minimum) ? double.IsFinite(Maximum) && Maximum < int.MaxValue ? $" from {Minimum} to {Maximum}" : $" of at least {Minimum}" : "")}");

    /// <summary>Reads a value.</summary>
    /// <param name="text">The value in writing, without quotes.</param>
    /// <returns>The value, of the type that <see cref="Kind"/> names.</returns>
    /// <exception cref="FormatException">It is not a value of this parameter; the message says which it takes.</exception>
    public object Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        object? value = Kind switch
        {
            ParameterKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsInRange(number) => number,
            ParameterKind.WholeNumber when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && IsInRange(number) => number,
            ParameterKind.Channels => ChannelsOf(text),
            ParameterKind.Choice when Choices.Contains(text) => text,
            ParameterKind.Layer or ParameterKind.Text when text.Length > 0 => text,
            ParameterKind.Flag when bool.TryParse(text, out var flag) => flag,
            _ => null,
        };
        var meant = Kind == ParameterKind.Choice && Nearest.Of(text, Choices) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        if (value is null)
            throw new FormatException($"Parameter '{Name}' takes {Range}, not '{text}'.{meant}");
        Check?.Invoke(text);
        return value;
    }

    /// <summary>Writes a value so that a notation reads it back to the bit, in quotes where it needs them.</summary>
    public static string Write(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        Enum word => Words.Kebab(word),
        _ => CallText.Quote(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    private static ChannelValues? ChannelsOf(string text)
    {
        var numbers = new List<double>();
        foreach (var part in text.Split(';'))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return null;
            numbers.Add(number);
        }
        return new ChannelValues([.. numbers]);
    }

    private bool IsInRange(double value) => double.IsFinite(value) && value >= Minimum && value <= Maximum;
}
