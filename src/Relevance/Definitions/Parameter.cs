using System.Collections.Immutable;
using System.Globalization;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Definitions;

/// <summary>Describes a parameter of a method, a rule or a composite: its name, meaning and valid values.</summary>
public sealed record Parameter
{
    private Parameter(string name, ParameterKind kind, object? standard, string meaning) => (Name, Kind, Default, Meaning) = (name, kind, standard, meaning);

    /// <summary>The name in kebab case.</summary>
    public string Name { get; }

    /// <summary>The kind of values that it takes.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The default value, of the type that <see cref="Kind"/> specifies; null if the default is determined elsewhere.</summary>
    public object? Default { get; }

    /// <summary>The meaning of the parameter in one line.</summary>
    public string Meaning { get; }

    /// <summary>The smallest valid value of a parameter that is a number.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest valid value of a parameter that is a number.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>The valid words of a parameter that is a choice; empty for others.</summary>
    public ImmutableArray<string> Choices { get; private init; } = [];

    /// <summary>The symbol of the parameter in formulas, such as γ; null if it has none.</summary>
    public string? Symbol { get; init; }

    /// <summary>
    /// The range of values that are useful in practice, such as for the ends of a slider; null if it is the whole valid range. For numbers only.
    /// </summary>
    public (double From, double To)? Usual { get; init; }

    /// <summary>Whether a slider for the parameter should be logarithmic. For numbers only.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Throws if a text is not in the notation of the parameter; null to accept any text.</summary>
    private Action<string>? Check { get; init; }

    /// <summary>Creates a parameter that is a number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default value; null if the default is determined elsewhere.</param>
    /// <param name="minimum">The smallest valid value.</param>
    /// <param name="maximum">The largest valid value.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Number(string name, double? standard, double minimum, double maximum, string meaning) =>
        new(name, ParameterKind.Number, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>Creates a parameter that is a whole number.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default value.</param>
    /// <param name="minimum">The smallest valid value.</param>
    /// <param name="maximum">The largest valid value.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter WholeNumber(string name, int standard, int minimum, int maximum, string meaning) =>
        new(name, ParameterKind.WholeNumber, standard, meaning) { Minimum = minimum, Maximum = maximum };

    /// <summary>Creates a parameter with one number for all channels of the input or one for each, and no default value.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Channels(string name, string meaning) => new(name, ParameterKind.Channels, null, meaning);

    /// <summary>Creates a parameter that is one of several words.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="choices">The words; the first is the default.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Choice(string name, ImmutableArray<string> choices, string meaning) =>
        new(name, ParameterKind.Choice, choices[0], meaning) { Choices = choices };

    /// <summary>Creates a parameter that is a value of an enumeration, written as its name in kebab case.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="standard">The default value.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Choice<TEnum>(string name, TEnum standard, string meaning)
        where TEnum : struct, Enum => new(name, ParameterKind.Choice, Words.Kebab(standard), meaning) { Choices = [.. Enum.GetValues<TEnum>().Select(Words.Kebab)] };

    /// <summary>Creates a parameter that is true or false; its default is false.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Flag(string name, string meaning) => new(name, ParameterKind.Flag, false, meaning);

    /// <summary>Creates a parameter named "layer" that is the name of a layer and has no default value.</summary>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Layer(string meaning) => new("layer", ParameterKind.Layer, null, meaning);

    /// <summary>Creates a parameter that is text and has no default value.</summary>
    /// <param name="name">The name in kebab case.</param>
    /// <param name="check">Throws a <see cref="FormatException"/> if the text is not in the required notation.</param>
    /// <param name="meaning">The meaning of the parameter in one line.</param>
    public static Parameter Text(string name, Action<string> check, string meaning) => new(name, ParameterKind.Text, null, meaning) { Check = check };

    /// <summary>The parameter for the seed of a method that draws random numbers; the same seed gives the same explanation.</summary>
    public static Parameter Seed { get; } = WholeNumber("seed", 0, 0, int.MaxValue, "the seed of the random numbers") with { Usual = (0, 50) };

    /// <summary>A description of the valid values in words.</summary>
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

    /// <summary>Reads a value of the parameter.</summary>
    /// <param name="text">The value in writing, without quotes.</param>
    /// <returns>The value, of the type that <see cref="Kind"/> specifies.</returns>
    /// <exception cref="FormatException">The text is not a valid value of this parameter; the message describes those that are.</exception>
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

    /// <summary>Writes a value in the notation of methods, in quotes where needed, so that reading it gives exactly the same value.</summary>
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
