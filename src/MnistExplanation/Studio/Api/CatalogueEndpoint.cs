using System.Globalization;
using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;
using Relevance.Catalogue;
using Relevance.Networks.Layers;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Notation;

namespace MnistExplanation.Studio.Api;

/// <summary><c>GET /api/catalogue</c>: what can be asked for.</summary>
internal static class CatalogueEndpoint
{
    /// <summary>A seed has no upper bound that means anything; what is as large is none.</summary>
    private const double NoBound = int.MaxValue;

    internal static CatalogueAnswer Get(StudioEngine engine)
    {
        var limits = engine.Limits;
        return new(
            engine.ClassNames,
            new(engine.Domain.Low, engine.Domain.High, engine.Model.Trained.Metadata.Mean, engine.Model.Trained.Metadata.StandardDeviation),
            [.. MethodCatalogue.All.Select(method => new MethodEntry(
                method.Name, method.Title, method.Meaning, method.IsSigned, method.Wraps, [.. method.Parameters.Select(Entry)]))],
            [.. NamedComposites.All.Select(composite => new CompositeEntry(
                composite.Name, composite.Summary, [.. composite.Defaults.Select(pair => Number(pair.Key, pair.Value))]))],
            [.. RuleNotation.Known.Select(Rule)],
            [.. CompositeNotation.Conditions],
            [.. engine.Network.Nodes.Select(node => new LayerEntry(
                node.Name, node.Layer.Kind, node.Layer.Details, [.. engine.Shapes[node.Index]], node.Layer is LinearLayer or MaxPooling))],
            new(limits.BodyBytes, limits.DrawingSide, limits.Methods, limits.Passes, limits.RandomOrders, EmbeddedDigits.Instance.Indices.Count, limits.RequestsPerSecond, limits.Time.TotalSeconds));
    }

    private static ParameterEntry Entry(MethodParameter parameter) => new(
        parameter.Name, Kind(parameter.Kind), parameter.Default, Bound(parameter.Minimum), Bound(parameter.Maximum),
        parameter.Choices.IsEmpty ? null : [.. parameter.Choices], parameter.Meaning);

    private static ParameterEntry Number(string name, double? standard) => new(name, "number", standard, 0, null, null, "");

    private static string Kind(ParameterKind kind) => kind switch
    {
        ParameterKind.Number => "number",
        ParameterKind.WholeNumber => "whole-number",
        ParameterKind.Choice => "choice",
        ParameterKind.Flag => "flag",
        _ => "layer",
    };

    private static double? Bound(double value) => double.IsFinite(value) && value < NoBound ? value : null;

    /// <summary>A rule from its notation, such as <c>gamma(gamma=0.25, epsilon=1E-06, bias=in-denominator)</c>.</summary>
    private static RuleEntry Rule(string notation)
    {
        var parts = notation.Split('(', ')', ',');
        return new(parts[0], RuleCatalogue.Meaning(parts[0]),
            [.. parts.Skip(1).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)).Where(part => part.Length == 2).Select(part => Parameter(parts[0], part[0], part[1]))]);
    }

    private static ParameterEntry Parameter(string rule, string name, string value) => name switch
    {
        "bias" => new(name, "choice", value, null, null, ["in-denominator", "left-out", "spread"], "what becomes of the bias's share"),
        // Without them, zB takes the range of the pixels.
        "low" or "high" => new(name, "number", null, null, null, null, $"the {(name == "low" ? "smallest" : "largest")} value of an input; by default that of the pixels"),
        _ when bool.TryParse(value, out var flag) => new(name, "flag", flag, null, null, null, ""),
        _ => Number(name, double.Parse(value, CultureInfo.InvariantCulture)),
    };
}

/// <summary>What can be asked for.</summary>
internal sealed record CatalogueAnswer(
    IReadOnlyList<string> Classes, PixelRange Pixel, IReadOnlyList<MethodEntry> Methods, IReadOnlyList<CompositeEntry> Composites, IReadOnlyList<RuleEntry> Rules,
    IReadOnlyList<string> LayerWords, IReadOnlyList<LayerEntry> Layers, LimitsEntry Limits);

/// <summary>How pixels are normalised: background and stroke in the network's units.</summary>
internal sealed record PixelRange(double Low, double High, double Mean, double StandardDeviation);

/// <summary>A method.</summary>
internal sealed record MethodEntry(string Name, string Title, string Meaning, bool Signed, string? Wraps, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A parameter of a method, composite or rule; bounds that are missing are none.</summary>
internal sealed record ParameterEntry(string Name, string Kind, object? Default, double? Minimum, double? Maximum, IReadOnlyList<string>? Choices, string Meaning);

/// <summary>A composite.</summary>
internal sealed record CompositeEntry(string Name, string Title, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A rule.</summary>
internal sealed record RuleEntry(string Name, string Meaning, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A layer of the network.</summary>
internal sealed record LayerEntry(string Name, string Kind, string Details, IReadOnlyList<long> OutputShape, bool AcceptsRule);

/// <summary>What one request may ask for.</summary>
internal sealed record LimitsEntry(
    long BodyBytes, int DrawingSide, int Methods, long Passes, int RandomOrders, int Nearest, int RequestsPerSecond, double Seconds);
