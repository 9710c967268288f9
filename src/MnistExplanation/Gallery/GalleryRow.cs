using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Relevance.Catalogue;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Gallery;

/// <summary>A rule or composite of layer-wise relevance propagation in the gallery.</summary>
/// <param name="name">The name in kebab case.</param>
/// <param name="code">How the library is asked for it.</param>
internal sealed class GalleryRow(string name, string code) : GalleryEntry(name, code)
{
    /// <summary>The formula in one line.</summary>
    internal required string Formula { get; init; }

    /// <summary>The composite's name; null where rules say everything.</summary>
    internal string? Composite { get; init; }

    /// <summary>The lines that come before the composite's.</summary>
    internal ImmutableArray<string> Rules { get; init; } = [];

    internal override string Arguments => string.Concat(
        "explain",
        Composite is null ? "" : $" --composite {Composite}",
        string.Concat(Rules.Select(rule => $" --rule '{rule}'")));

    internal override ExplainRequest Request
    {
        get
        {
            var method = MethodNotation.Parse(PropagationNotation.Method);
            method = Composite is null ? method : method.With("composite", Composite);
            method = Rules.IsEmpty ? method : method.With("rules", string.Join("; ", Rules));
            return new() { Method = method, Target = TargetChoice.Predicted };
        }
    }

    /// <summary>A row for one rule in all layers with weights; poolings share in proportion to their inputs.</summary>
    internal static GalleryRow OfRule(
        string name, Rule rule, string formula, string expect, string misleads, [CallerArgumentExpression(nameof(rule))] string code = "") =>
        new(name, $"new LayerwiseRelevancePropagation(network, new Composite(\"{name}\", [new(Weightless, new LrpEpsilon()), new(Linear, {code})]))")
        {
            Rules = [$"pooling=epsilon", $"linear={Short(rule)}"],
            Formula = formula,
            Expect = expect,
            Misleads = misleads,
        };

    /// <summary>A row for a named composite.</summary>
    internal static GalleryRow OfComposite(string name, string expect, string misleads) =>
        new($"composite-{name}", $"new LayerwiseRelevancePropagation(network, NamedComposites.Find(\"{name}\").Create(low, high))")
        {
            Composite = name,
            Formula = NamedComposites.Find(name).Meaning,
            Expect = expect,
            Misleads = misleads,
        };

    /// <summary>The rule with the parameters that distinguish it.</summary>
    private static string Short(Rule rule)
    {
        var usual = RuleNotation.Parse(rule.Name, 0, 1).Parameters;
        string[] own = [.. rule.Parameters.Where(parameter => parameter.Value is double or true && !parameter.Value.Equals(usual[parameter.Key]))
            .Select(parameter => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parameter.Key}={(parameter.Value is true ? "true" : parameter.Value)}"))];
        return own.Length == 0 ? rule.Name : $"{rule.Name}({string.Join(", ", own)})";
    }
}
