using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using static Relevance.Definitions.Parameter;

namespace Relevance.Catalogue;

/// <summary>Methods that hand relevance back from layer to layer.</summary>
internal static class PropagationMethods
{
    /// <summary>The name of layer-wise relevance propagation.</summary>
    internal const string Name = "lrp";

    internal static ImmutableArray<MethodDefinition> All { get; } =
    [
        new(Name, "Layer-wise relevance propagation", MethodFamily.HandTheScoreBack,
            "The score, propagated back layer by layer and shared among the pixels that contributed to it, except for what biases and ε absorb or add.",
            [
                Choice("composite", [.. NamedComposites.All.Select(composite => composite.Name)], "the composite that assigns a rule to each layer"),
                .. ParametersOfComposites,
                Text("rules", CompositeNotation.RequireLines, "lines that take precedence over those of the composite, such as \"first=flat; 3=gamma(gamma=0.5)\""),
                Layer("the layer at which the propagation ends, to explain by its units; by default the input"),
                Text("unit", text => HiddenUnit.Parse(text), "a hidden unit or feature map, such as 3:17, or a whole layer, that is explained instead of a class"),
                Choice("start", PropagationStart.Score, "the quantity that is propagated back: the score of the class, or its log-odds against all others"),
            ],
            Propagation)
        {
            Formula = "R_j = Σ_k a_j ρ(w_jk) / (ε + Σ₀ⱼ a_j ρ(w_jk)) · R_k, ρ and ε as the rule says, Σ₀ with the bias",
            Source = "Bach et al., On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation, 2015; " +
                "Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019; the composite epsilon-gamma-box is Zennit's.",
        },
    ];

    /// <summary>Those of all composites, without defaults: each composite has its own.</summary>
    private static IEnumerable<Parameter> ParametersOfComposites => NamedComposites.All.SelectMany(composite => composite.Parameters)
        .DistinctBy(parameter => parameter.Name)
        .Select(parameter => Number(parameter.Name, null, parameter.Minimum, parameter.Maximum,
            $"{parameter.Meaning}; of {string.Join(", ", NamedComposites.All.Where(composite => composite.Defaults.ContainsKey(parameter.Name)).Select(composite => composite.Name))}, by default as the composite says") with
        {
            Symbol = parameter.Symbol,
            Usual = parameter.Usual,
            IsLogarithmic = parameter.IsLogarithmic,
        });

    /// <summary>Makes the propagation by a composite, with all else that the arguments say.</summary>
    internal static LayerwiseRelevancePropagation Propagation(Network network, InputDomain domain, Arguments arguments, Composite composite)
    {
        var unit = arguments.Text("unit") is { } text ? HiddenUnit.Parse(text) : null;
        if (arguments.Text("rules") is { } rules)
        {
            var lines = Lines(rules, domain);
            var explained = unit?.Within(network) ?? network;
            foreach (var line in lines)
                line.RequireLayerOf(explained);
            // The name goes into the records: it must not hide that lines were added.
            composite = composite.WithFirst(lines) with { Name = $"{composite.Name}; {CompositeNotation.WriteLines(lines)}" };
        }
        return new(network, composite, arguments.Layer("layer"), unit, arguments.Choice<PropagationStart>("start"));
    }

    private static LayerwiseRelevancePropagation Propagation(MethodContext context)
    {
        var (domain, arguments) = (context.Domain, context.Arguments);
        var settings = arguments.Given.Where(pair => pair.Value is double).ToDictionary(pair => pair.Key, pair => (double)pair.Value);
        return Propagation(context.Network, domain, arguments, NamedComposites.Find(arguments.Choice("composite")).Create(domain.Low, domain.High, settings));
    }

    private static ImmutableArray<CompositeLine> Lines(string rules, InputDomain domain)
    {
        try
        {
            return CompositeNotation.ParseLines(rules, domain.Low, domain.High);
        }
        catch (FormatException error)
        {
            // The text was read before; what is wrong are its values, for this domain.
            throw new ArgumentException(error.Message, error);
        }
    }
}
