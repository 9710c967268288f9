using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MnistExplanation.Explaining;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Gallery;

/// <summary>One row of the gallery: a way to explain, and what to know about it.</summary>
internal sealed record GalleryRow
{
    /// <summary>The name in kebab case; also that of the picture.</summary>
    internal required string Name { get; init; }

    /// <summary>The formula in one line.</summary>
    internal required string Formula { get; init; }

    /// <summary>What to expect of the heatmaps.</summary>
    internal required string Expect { get; init; }

    /// <summary>When they mislead.</summary>
    internal required string Misleads { get; init; }

    /// <summary>The method's name.</summary>
    internal string Method { get; init; } = PropagationChoice.Method;

    /// <summary>The composite's name; null where rules say everything.</summary>
    internal string? Composite { get; init; }

    /// <summary>The lines that come before the composite's.</summary>
    internal ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>How the library is asked for it.</summary>
    internal required string Code { get; init; }

    /// <summary>What to type after the program's name.</summary>
    internal string Arguments => string.Concat(
        "explain",
        Method == PropagationChoice.Method ? "" : $" --method {Method}",
        Composite is null ? "" : $" --composite {Composite}",
        string.Concat(Rules.Select(rule => $" --rule '{rule}'")));

    internal ExplainRequest Request => new()
    {
        Method = MethodNotation.Parse(Method),
        Target = TargetChoice.Predicted,
        Propagation = Method != PropagationChoice.Method ? null : new PropagationChoice { Composite = Composite ?? NamedComposites.Default.Name, Rules = Rules },
    };

    /// <summary>A row for a method without rules.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="code">How the library is asked for it.</param>
    /// <param name="formula">The formula in one line.</param>
    /// <param name="expect">What to expect of the heatmaps.</param>
    /// <param name="misleads">When they mislead.</param>
    internal static GalleryRow OfMethod(string method, string code, string formula, string expect, string misleads) => new()
    {
        Name = method,
        Method = method,
        Formula = formula,
        Expect = expect,
        Misleads = misleads,
        Code = code,
    };

    /// <summary>A row for one rule in all layers with weights; poolings share in proportion to their inputs.</summary>
    internal static GalleryRow OfRule(
        string name, Rule rule, string formula, string expect, string misleads, [CallerArgumentExpression(nameof(rule))] string code = "") => new()
        {
            Name = name,
            Rules = [$"pooling=epsilon", $"linear={Short(rule)}"],
            Formula = formula,
            Expect = expect,
            Misleads = misleads,
            Code = $"new LayerwiseRelevancePropagation(network, new Composite(\"{name}\", [new(Weightless, new LrpEpsilon()), new(Linear, {code})]))",
        };

    /// <summary>A row for a named composite.</summary>
    internal static GalleryRow OfComposite(string name, string expect, string misleads) => new()
    {
        Name = $"composite-{name}",
        Composite = name,
        Formula = NamedComposites.Find(name).Summary,
        Expect = expect,
        Misleads = misleads,
        Code = $"new LayerwiseRelevancePropagation(network, NamedComposites.Find(\"{name}\").Create(low, high))",
    };

    /// <summary>The rule with the parameters that distinguish it.</summary>
    private static string Short(Rule rule)
    {
        var usual = Relevance.Propagation.Notation.RuleNotation.Parse(rule.Name, 0, 1).Parameters;
        string[] own = [.. rule.Parameters.Where(parameter => parameter.Value is double or true && !parameter.Value.Equals(usual[parameter.Key]))
            .Select(parameter => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parameter.Key}={(parameter.Value is true ? "true" : parameter.Value)}"))];
        return own.Length == 0 ? rule.Name : $"{rule.Name}({string.Join(", ", own)})";
    }
}
