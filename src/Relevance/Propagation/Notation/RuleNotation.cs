using System.Globalization;
using System.Text.RegularExpressions;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation.Notation;

/// <summary>
/// Rules in writing: <c>gamma(gamma=0.5, bias=spread)</c>. What <see cref="Rule.ToString"/> writes, <see cref="Parse"/> reads.
/// </summary>
public static partial class RuleNotation
{
    /// <summary>The rules there are, each with its parameters and their defaults, in the notation.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Definitions().Select(definition => definition.Default.ToString())];

    /// <summary>Reads a rule.</summary>
    /// <param name="text">A name, with parameters in brackets where they differ from their defaults.</param>
    /// <param name="low">l of zB where the text does not say, in normalised units.</param>
    /// <param name="high">h of zB where the text does not say.</param>
    /// <exception cref="FormatException">There is no such rule or parameter, or a value is not one; the message says what there is.</exception>
    public static Rule Parse(string text, double low, double high)
    {
        var match = Shape().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a rule. Write a name, or a name with parameters such as gamma(gamma=0.5).");
        var name = match.Groups["name"].Value;
        var definition = Definitions(low, high).FirstOrDefault(definition => definition.Default.Name == name)
            ?? throw new FormatException($"There is no rule '{name}'; there are {string.Join(", ", Definitions().Select(definition => definition.Default.Name))}.");
        var arguments = new Arguments(text, definition.Default.Parameters);
        foreach (var part in match.Groups["arguments"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            arguments.Set(part);
        try
        {
            return definition.Make(arguments);
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message);
        }
    }

    private static IEnumerable<Definition> Definitions(double low = 0, double high = 1) =>
    [
        new(new LrpZero(), a => new LrpZero(a.Bias)),
        new(new LrpEpsilon(), a => new LrpEpsilon(a["epsilon"], a.Flag("relative"), a.Bias)),
        new(new LrpGamma(), a => new LrpGamma(a["gamma"], a["epsilon"], a.Bias)),
        new(new AlphaBeta(), a => new AlphaBeta(a["alpha"], a["beta"], a["epsilon"], a.Bias)),
        new(new ZPlus(), a => new ZPlus(a["epsilon"], a.Bias)),
        new(new ZBox(low, high), a => new ZBox(a["low"], a["high"], a["epsilon"])),
        new(new WSquare(), a => new WSquare(a["epsilon"], a.Bias)),
        new(new Flat(), a => new Flat(a["epsilon"])),
        new(new WinnerTakesAll(), _ => new WinnerTakesAll()),
        new(new AverageOfWindow(), a => new AverageOfWindow(a["epsilon"])),
        new(new Pass(), _ => new Pass()),
        new(new Gradient(), _ => new Gradient()),
    ];

    [GeneratedRegex(@"^\s*(?<name>[a-z0-9-]+)\s*(\((?<arguments>[^()]*)\))?\s*$")]
    private static partial Regex Shape();

    private sealed record Definition(Rule Default, Func<Arguments, Rule> Make);

    private sealed class Arguments(string text, IReadOnlyDictionary<string, object> defaults)
    {
        private readonly Dictionary<string, object> values = new(defaults);

        internal double this[string name] => (double)values[name];

        internal BiasHandling Bias => (BiasHandling)values["bias"];

        internal bool Flag(string name) => (bool)values[name];

        internal void Set(string part)
        {
            var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var n, var v]
                ? (n, v)
                : throw new FormatException($"'{part}' in '{text}' is not a parameter; write name=value.");
            if (!defaults.TryGetValue(name, out var standard))
                throw new FormatException($"Rule '{text}' has a parameter '{name}' that does not exist; there are {(defaults.Count == 0 ? "none" : string.Join(", ", defaults.Keys))}.");
            values[name] = standard switch
            {
                double when double.TryParse(value, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
                bool when bool.TryParse(value, out var flag) => flag,
                BiasHandling when BiasNames.TryParse(value, out var handling) => handling,
                double => throw new FormatException($"'{value}' in '{text}' is not a finite number."),
                bool => throw new FormatException($"'{value}' in '{text}' is neither true nor false."),
                _ => throw new FormatException($"'{value}' in '{text}' is none of {BiasNames.All}."),
            };
        }
    }
}
