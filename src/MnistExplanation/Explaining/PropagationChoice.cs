using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MnistExplanation.Console;
using Relevance.Catalogue;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Notation;

namespace MnistExplanation.Explaining;

/// <summary>How the user wants relevance propagated: which rules, from where, to where.</summary>
internal sealed record PropagationChoice
{
    /// <summary>The name of the method that has rules.</summary>
    internal const string Method = "lrp";

    /// <summary>The name of a composite, or a JSON file.</summary>
    internal string Composite { get; init; } = NamedComposites.Default.Name;

    /// <summary>Parameters of the composite, NAME=VALUE.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Lines LAYERS=RULE that come before the composite's own.</summary>
    internal IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The layer at whose output the propagation ends; null for the pixels.</summary>
    internal string? Layer { get; init; }

    /// <summary>What is explained instead of a class; null for a class.</summary>
    internal UnitChoice? Unit { get; init; }

    /// <summary>Whether it starts from the log-odds of the class instead of its score.</summary>
    internal bool LogOdds { get; init; }

    /// <summary>Whether to keep the books.</summary>
    internal bool Ledger { get; init; }

    /// <summary>What a method in writing says, such as <c>lrp(composite=epsilon, epsilon=0.1)</c>; null for one without rules.</summary>
    internal static PropagationChoice? Of(MethodCall method) => method.Name != Method ? null : new()
    {
        Composite = method.Arguments.Choice("composite"),
        Settings = [.. method.Arguments.Given.Where(pair => pair.Value is double).Select(pair => $"{pair.Key}={Parameter.Write(pair.Value)}")],
    };

    /// <summary>Prepares the propagation through a network, or through its part up to the unit.</summary>
    /// <exception cref="UsageException">A composite, parameter, rule or layer does not exist, or a rule does not suit its layer.</exception>
    internal LayerwiseRelevancePropagation Create(Network network, InputDomain domain)
    {
        if (Layer is not null)
            LayerNames.Require("--layer", Layer, network);
        var explained = Unit?.Within(network) ?? network;
        if (Layer is not null && Unit is not null && network.Find(Layer).Index >= network.Find(Unit.Layer).Index)
            throw new UsageException($"--layer {Layer} does not come before --unit {Unit}; relevance flows back from the unit, towards the pixels.");
        var (low, high) = (domain.Low, domain.High);
        var first = Rules.Select(rule => ParseRule(rule, low, high, explained)).ToList();
        try
        {
            var composite = Base(low, high).WithFirst(first);
            // The name goes into the records: it must not hide that lines were added.
            return new(explained, composite with { Name = string.Join("; ", Rules.Prepend(composite.Name)) }, Layer);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static CompositeLine ParseRule(string text, ChannelValues low, ChannelValues high, Network network)
    {
        var name = text.Split('=', 2) is [_, var rule] ? rule.Split('(')[0].Trim() : "";
        if (name.Length > 0 && !RuleNames.Contains(name))
            throw new UsageException($"--rule {text}: {Suggestion.For("rule", name, RuleNames)}");
        foreach (var parameter in name.Length > 0 ? ParameterNames(text) : [])
        {
            if (!ParametersOf(name).Contains(parameter))
                throw new UsageException($"--rule {text}: {Suggestion.For($"parameter of rule '{name}' called", parameter, ParametersOf(name))}");
        }
        try
        {
            var line = CompositeNotation.ParseLine(text, low, high);
            // A line for layers that do not exist would be ignored in silence.
            return network.Nodes.Any(node => line.Condition.Holds(node, network))
                ? line
                : throw new UsageException($"--rule {text}: {LayerNames.Unknown(text.Split('=')[0].Trim(), network, CompositeNotation.Conditions)}");
        }
        catch (FormatException e)
        {
            throw new UsageException($"--rule {text}: {e.Message}");
        }
    }

    /// <summary>What decides the values, in the words of the command line: composite, parameters, rules and start.</summary>
    public override string ToString()
    {
        string[] settings = [$"composite={Composite}", .. Settings];
        string[] parts = [$"{Method}({string.Join(", ", settings)})", .. Rules.Select(rule => $"--rule {rule}"), .. LogOdds ? ["--start log-odds"] : (string[])[]];
        return string.Join(' ', parts);
    }

    /// <summary>The names in the brackets of a rule; what has no form of a parameter is left to the notation to refuse.</summary>
    private static ImmutableArray<string> RuleNames { get; } = [.. RuleDefinitions.All.Select(rule => rule.Name)];

    private static ImmutableArray<string> ParametersOf(string rule) => [.. RuleDefinitions.TryFind(rule)!.Parameters.Select(parameter => parameter.Name)];

    private static IEnumerable<string> ParameterNames(string text) => text.Split('(', ')') is [_, var parameters, ..]
        ? parameters.Split(',').Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=')[0].Trim())
        : [];

    private Composite Base(ChannelValues low, ChannelValues high)
    {
        if (Composite.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return FromFile(low, high);
        var named = NamedComposites.All.FirstOrDefault(composite => composite.Name == Composite)
            ?? throw new UsageException($"{Suggestion.For("composite", Composite, [.. NamedComposites.All.Select(composite => composite.Name)])} A file's name ends with .json.");
        var settings = new Dictionary<string, double>();
        foreach (var text in Settings)
        {
            if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var value] ||
                !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw new UsageException($"--set takes NAME=VALUE, such as epsilon=1e-6, not '{text}'.");
            if (!named.Defaults.ContainsKey(name))
                throw new UsageException($"--set {text}: {Suggestion.For($"parameter of composite '{named.Name}' called", name, [.. named.Defaults.Keys])}");
            if (!settings.TryAdd(name, number))
                throw new UsageException($"--set gives '{name}' twice.");
        }
        return named.Create(low, high, settings);
    }

    private Composite FromFile(ChannelValues low, ChannelValues high)
    {
        if (Settings.Count > 0)
            throw new UsageException($"--set is for the parameters of a named composite; write the values into {Composite}.");
        try
        {
            var text = File.ReadAllText(Composite);
            // A document that explain wrote holds the composite with which it was made.
            var inner = JsonNode.Parse(text) is JsonObject document ? document["composite"] : null;
            return CompositeNotation.Parse(inner?.ToJsonString() ?? text, low, high);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new UserException($"--composite {Composite}: {e.Message}", e);
        }
    }
}
