using System.CommandLine;
using System.CommandLine.Parsing;
using MnistExplanation.Explaining;
using Relevance.Catalogue;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Commands;

/// <summary>The options of <c>explain</c> that only layer-wise relevance propagation has.</summary>
internal sealed class PropagationOptions
{
    private const string SetComposite = "composite=";

    private readonly Option<string?> composite = new("--composite")
    {
        Description = $"Which layer gets which rule: a name of 'explain --list', or a JSON file. Without it, {NamedComposites.Default.Name}.",
        HelpName = "NAME|FILE.json",
    };

    private readonly Option<string[]?> settings = new("--set")
    {
        Description = "Change a parameter of the method, such as steps=20, or of the composite, such as epsilon=0.1; may be given several times.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]?> rules = new("--rule")
    {
        Description = "Give some layers another rule, such as 'first=flat' or '3=gamma(gamma=0.5)'; may be given several times, the first that fits counts.",
        HelpName = "LAYERS=RULE",
    };

    private readonly Option<string?> start = new("--start")
    {
        Description = "What is propagated: logit, the score of the class, or log-odds, the class against all others. Without it, logit.",
        HelpName = "START",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is not ("logit" or "log-odds"))
                result.AddError($"--start takes logit or log-odds, not '{text}'.");
            return text;
        },
    };

    private readonly Option<string?> layer = new("--layer")
    {
        Description = "Stop at the output of this layer: its feature maps instead of the pixels. 'explain --plan' shows the names.",
        HelpName = "NAME",
    };

    private readonly Option<UnitChoice?> unit = new("--unit")
    {
        Description = "Explain a hidden feature map or unit instead of a class, such as 3:5; without the number, the whole layer.",
        HelpName = "NAME[:INDEX]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (UnitChoice.Parse(text) is { } choice)
                return choice;
            result.AddError($"--unit takes the name of a layer and a feature map or unit, such as 3:5, not '{text}'.");
            return null;
        },
    };

    private readonly Option<bool> ledger = new("--ledger")
    {
        Description = "Also print, layer by layer, what relevance enters, leaves and is absorbed, with warnings; and write it into .json.",
    };

    private readonly Option<bool> plan = new("--plan") { Description = "Only print which layer gets which rule, and why." };

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Option> All => [composite, settings, rules, start, layer, unit, ledger, plan];

    /// <summary>Notes in the result what cannot go together.</summary>
    /// <param name="result">The command as it was typed.</param>
    /// <param name="methods">The methods, one or more.</param>
    /// <param name="ofClasses">Options that choose a class.</param>
    /// <param name="contrast">The option that chooses another class.</param>
    /// <param name="output">The option that names files.</param>
    internal void Validate(CommandResult result, IReadOnlyList<MethodCall> methods, IEnumerable<Option> ofClasses, Option contrast, Option output)
    {
        if (methods.Count > 1)
        {
            if (All.FirstOrDefault(option => IsGiven(result, option)) is { } option)
                result.AddError($"{option.Name} is for one method; with several write its value into its brackets, such as --method 'lrp(composite=epsilon)'.");
            return;
        }
        var method = methods[0];
        if (method.Name != PropagationChoice.Method && All.FirstOrDefault(option => option != settings && IsGiven(result, option)) is { } stray)
            result.AddError($"{stray.Name} belongs to --method {PropagationChoice.Method}; leave it out with {method.Name}.");
        string[] choices =
        [
            .. IsGiven(result, composite) ? ["--composite"] : (string[])[],
            .. (result.GetResult(settings)?.Tokens ?? []).Where(token => IsComposite(token.Value)).Select(token => $"--set {token.Value}"),
            .. method.Arguments.Given.Any(pair => pair.Key == "composite") ? [$"--method {method}"] : (string[])[],
        ];
        if (choices.Length > 1)
            result.AddError($"{choices[0]} and {choices[1]} each choose a composite; give only one of them.");
        if (IsGiven(result, plan) && IsGiven(result, output))
            result.AddError("--plan explains no image, so that there is nothing for --output to write; leave one of them out.");
        if (IsGiven(result, unit) && ofClasses.Append(contrast).Append(start).FirstOrDefault(option => IsGiven(result, option)) is { } other)
            result.AddError($"--unit explains a hidden unit, {other.Name} a class; give only one of them.");
        if (IsGiven(result, start) && result.GetResult(start)!.Tokens is [{ Value: "log-odds" }] && IsGiven(result, contrast))
            result.AddError("--start log-odds compares with all other classes, --contrast with one; give only one of them.");
    }

    internal bool WantsPlan(ParseResult parsed) => parsed.GetValue(plan);

    /// <summary>What <c>--set</c> says, NAME=VALUE.</summary>
    internal IReadOnlyList<string> Settings(ParseResult parsed) => parsed.GetValue(settings) ?? [];

    /// <summary>How the user wants relevance propagated; null for a method without rules.</summary>
    internal PropagationChoice? Read(ParseResult parsed, MethodCall method) => PropagationChoice.Of(method) is not { } choice ? null : choice with
    {
        Composite = parsed.GetValue(composite) ?? Settings(parsed).LastOrDefault(IsComposite)?[SetComposite.Length..].Trim() ?? choice.Composite,
        Settings = [.. choice.Settings, .. Settings(parsed).Where(text => !IsComposite(text))],
        Rules = parsed.GetValue(rules) ?? [],
        LogOdds = parsed.GetValue(start) == "log-odds",
        Layer = parsed.GetValue(layer),
        Unit = parsed.GetValue(unit),
        Ledger = parsed.GetValue(ledger),
    };

    private static bool IsComposite(string setting) => setting.StartsWith(SetComposite, StringComparison.Ordinal);

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
