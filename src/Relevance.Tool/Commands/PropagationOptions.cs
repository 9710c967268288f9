using System.CommandLine;
using System.CommandLine.Parsing;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace Relevance.Tool.Commands;

/// <summary>The options of <c>explain</c> that only layer-wise relevance propagation has.</summary>
internal sealed class PropagationOptions
{
    /// <summary>The parameter of the method that names a composite; and what users call the plain score.</summary>
    private const string Composite = "composite", Logit = "logit";

    private readonly Option<string?> composite = new("--composite")
    {
        Description = $"The composite, which assigns a rule to each layer: a name in 'explain --list', or a JSON file. Without it, {NamedComposites.Default.Name}.",
        HelpName = "NAME|FILE.json",
    };

    private readonly Option<string[]?> settings = new("--set")
    {
        Description = "Change a parameter of the method, such as steps=20, or of the composite, such as epsilon=0.1; may be given several times.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]?> rules = new("--rule")
    {
        Description = "Give some layers another rule, such as 'first=flat' or '3=gamma(gamma=0.5)'; may be given several times, the first that matches applies.",
        HelpName = "LAYERS=RULE",
    };

    private readonly Option<string?> start = new("--start")
    {
        Description = "The quantity to propagate: logit, the score of the class, or log-odds, the class against all others. Without it, logit.",
        HelpName = "START",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is not (Logit or "log-odds"))
                result.AddError($"--start takes logit or log-odds, not '{text}'.");
            return text;
        },
    };

    private readonly Option<string?> layer = new("--layer")
    {
        Description = "Stop at the output of this layer: its feature maps instead of the pixels. 'explain --plan' shows the names.",
        HelpName = "NAME",
    };

    private readonly Option<string?> unit = new("--unit")
    {
        Description = "Explain a hidden feature map or unit instead of a class, such as 3:5; without the number, the whole layer.",
        HelpName = "NAME[:INDEX]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            try
            {
                return $"{HiddenUnit.Parse(text)}";
            }
            catch (FormatException)
            {
                result.AddError($"--unit takes the name of a layer and a feature map or unit, such as 3:5, not '{text}'.");
                return null;
            }
        },
    };

    private readonly Option<bool> ledger = new("--ledger")
    {
        Description = "Also print how much relevance enters, leaves and is absorbed in each layer, with warnings; and write it into .json.",
    };

    private readonly Option<bool> plan = new("--plan") { Description = "Only print the rule of each layer, and why." };

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Option> All => [composite, settings, rules, start, layer, unit, ledger, plan];

    /// <summary>Notes in the result what cannot go together, whatever the method says.</summary>
    /// <param name="result">The command as it was typed.</param>
    /// <param name="methods">The methods, one or more.</param>
    internal void Validate(CommandResult result, IReadOnlyList<MethodCall> methods)
    {
        if (methods.Count > 1)
        {
            if (All.FirstOrDefault(result.IsGiven) is { } option)
                result.AddError($"{option.Name} is for one method; with several write its value into its brackets, such as --method 'lrp(composite=epsilon)'.");
            return;
        }
        var method = methods[0];
        if (method.Name != PropagationNotation.Method && All.FirstOrDefault(option => option != settings && result.IsGiven(option)) is { } stray)
            result.AddError($"{stray.Name} belongs to --method {PropagationNotation.Method}; leave it out with {method.Name}.");
        string[] choices =
        [
            .. result.IsGiven(composite) ? ["--composite"] : (string[])[],
            .. (result.GetResult(settings)?.Tokens ?? []).Where(token => IsComposite(token.Value)).Select(token => $"--set {token.Value}"),
            .. method.Arguments.Given.Any(pair => pair.Key == Composite) ? [$"--method {method}"] : (string[])[],
        ];
        if (choices.Length > 1)
            result.AddError($"{choices[0]} and {choices[1]} each choose a composite; give only one of them.");
    }

    /// <summary>The option that prints the plan.</summary>
    internal Option Plan => plan;

    /// <summary>The option that prints the ledger.</summary>
    internal Option Ledger => ledger;

    internal bool WantsPlan(ParseResult parsed) => parsed.GetValue(plan);

    internal bool WantsLedger(ParseResult parsed) => parsed.GetValue(ledger);

    /// <summary>The file with the composite; null where none is named.</summary>
    internal string? CompositeFileOf(ParseResult parsed) => Given(parsed).Select(given => given.Parameter == Composite ? given.Value : null)
        .FirstOrDefault(name => name is not null && CompositeFile.IsName(name));

    /// <summary>The method with what the options say: each is another way to write one of its parameters.</summary>
    /// <exception cref="UsageException">There is no such parameter or value, or the method says it too.</exception>
    internal MethodCall Apply(ParseResult parsed, MethodCall method)
    {
        foreach (var (typed, parameter, value) in Given(parsed).Where(given => method.Name != PropagationNotation.Method || given.Parameter != Composite || !CompositeFile.IsName(given.Value)))
        {
            try
            {
                method = method.With(parameter, value);
            }
            catch (FormatException) when (method.Name == PropagationNotation.Method && parameter == Composite)
            {
                throw new UsageException($"{typed}: {Suggestion.For(Composite, value, [.. NamedComposites.All.Select(known => known.Name)])} A file's name ends with .json.");
            }
            catch (FormatException e)
            {
                throw new UsageException($"{typed}: {e.Message}");
            }
        }
        return method;
    }

    /// <summary>What was typed of the method and its parameters, for a message about them.</summary>
    /// <param name="parsed">The command as it was typed.</param>
    /// <param name="method">The option that names the method.</param>
    /// <param name="call">The method that it names.</param>
    internal string Typed(ParseResult parsed, Option method, MethodCall call)
    {
        var given = Given(parsed).Select(given => given.Typed).ToList();
        return string.Join(' ', given.Count == 0 || parsed.CommandResult.IsGiven(method) ? given.Prepend($"--method {call}") : given);
    }

    /// <summary>Requires that what a method explains is not asked for in two ways.</summary>
    /// <param name="parsed">The command as it was typed.</param>
    /// <param name="method">The method with all its parameters.</param>
    /// <param name="ofClasses">Options that choose a class.</param>
    /// <param name="contrast">The option that chooses another class.</param>
    /// <exception cref="UsageException">It is.</exception>
    internal void RequireOneQuestion(ParseResult parsed, MethodCall method, IEnumerable<Option> ofClasses, Option contrast)
    {
        if (PropagationNotation.UnitOf(method) is { } hidden)
        {
            if (ofClasses.Append(contrast).Append(start).FirstOrDefault(parsed.CommandResult.IsGiven) is { } other)
                throw new UsageException($"--method {method} explains unit {hidden}, {other.Name} a class; give only one of them.");
            if (PropagationNotation.HasLogOdds(method))
                throw new UsageException($"--method {method}: a unit has no log-odds, which are those of a class among others; give only one of them.");
        }
        if (PropagationNotation.HasLogOdds(method) && parsed.CommandResult.IsGiven(contrast))
            throw new UsageException($"--method {method} compares with all other classes, --contrast with one; give only one of them.");
    }

    /// <summary>What was typed, and which parameter of the method it gives which value.</summary>
    private IEnumerable<(string Typed, string Parameter, string Value)> Given(ParseResult parsed)
    {
        if (parsed.GetValue(composite) is { } name)
            yield return ($"--composite {name}", Composite, name);
        foreach (var text in parsed.GetValue(settings) ?? [])
        {
            yield return text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } parameter, var value]
                ? ($"--set {text}", parameter, value)
                : throw new UsageException($"--set takes NAME=VALUE, such as samples=20, not '{text}'.");
        }
        if (parsed.GetValue(rules) is { Length: > 0 } lines)
            yield return (string.Join(' ', lines.Select(line => $"--rule {line}")), "rules", string.Join("; ", lines));
        if (parsed.GetValue(start) is { } word)
            yield return ($"--start {word}", "start", word == Logit ? "score" : word);
        if (parsed.GetValue(layer) is { } place)
            yield return ($"--layer {place}", "layer", place);
        if (parsed.GetValue(unit) is { } hidden)
            yield return ($"--unit {hidden}", "unit", hidden);
    }

    private static bool IsComposite(string setting) => setting.Split('=')[0].Trim() == Composite;
}
