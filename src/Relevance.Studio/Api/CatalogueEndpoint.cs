using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Networks.Layers;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>GET /api/catalogue</c>: the methods, composites, rules and layers that requests can name, and the limits of requests.</summary>
internal static class CatalogueEndpoint
{
    /// <summary>A bound of this size, such as that of a seed, has no meaning and is left out.</summary>
    private const double NoBound = int.MaxValue;

    internal static CatalogueAnswer Get(StudioEngine engine)
    {
        var limits = engine.Limits;
        return new(
            engine.ClassNames,
            new(engine.Domain.Low[0], engine.Domain.High[0], engine.Model.Normalization.Mean[0], engine.Model.Normalization.StandardDeviation[0]),
            [.. Enum.GetValues<MethodFamily>().Select(Family)],
            [.. MethodCatalogue.All.Select(method => new MethodEntry(
                method.Name, method.Title, Family(method.Family), method.Meaning, method.IsSigned, method.Wraps,
                [.. method.Parameters.Where(parameter => IsShown(method, parameter)).Select(parameter => Entry(parameter, engine.Domain))]))],
            [.. NamedComposites.All.Select(composite => new CompositeEntry(
                composite.Name, composite.Meaning, [.. composite.Parameters.Select(parameter => Entry(parameter, engine.Domain))]))],
            [.. RuleDefinitions.All.Select(rule => new RuleEntry(rule.Name, rule.Meaning, [.. rule.Parameters.Select(parameter => Entry(parameter, engine.Domain))]))],
            [.. CompositeNotation.Conditions],
            [.. engine.Network.Nodes.Select(node => new LayerEntry(
                node.Name, node.Layer.Kind, node.Layer.Details, [.. engine.Shapes[node.Index].Lengths], node.Layer is LinearLayer or MaxPoolingLayer))],
            new(limits.BodyBytes, limits.DrawingSide, limits.Methods, limits.Passes, limits.RandomOrders, engine.Model.Examples.Count, limits.RequestsPerSecond, limits.Time.TotalSeconds));
    }

    private static ParameterEntry Entry(Parameter parameter, InputDomain domain) => new(
        parameter.Name, Kind(parameter.Kind), parameter.Default, Bound(parameter.Minimum), Bound(parameter.Maximum),
        parameter.Choices.IsEmpty ? null : [.. parameter.Choices], parameter.Meaning, Usual(parameter, domain), parameter.IsLogarithmic);

    /// <summary>Which values are worth a try; of pixels, which alone have neither bounds nor a default, all that there are.</summary>
    private static double[]? Usual(Parameter parameter, InputDomain domain) => parameter.Usual is var (from, to) ? [from, to]
        : parameter is { Kind: ParameterKind.Number or ParameterKind.Channels, Default: null } && !double.IsFinite(parameter.Minimum) && !double.IsFinite(parameter.Maximum)
            ? [domain.Low[0], domain.High[0]] : null;

    /// <summary>The family's name in words.</summary>
    private static string Family(MethodFamily family) =>
        string.Concat($"{family}".Select((letter, place) => place > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>What the page asks for in another way: rules have an editor of their own, layers and units their tabs.</summary>
    private static bool IsShown(MethodDefinition method, Parameter parameter) =>
        method.Name != PropagationNotation.Method || parameter.Name is not ("rules" or "unit" or "layer" or "start");

    private static string Kind(ParameterKind kind) => kind switch
    {
        ParameterKind.Number or ParameterKind.Channels => "number",
        ParameterKind.WholeNumber => "whole-number",
        ParameterKind.Choice => "choice",
        ParameterKind.Flag => "flag",
        _ => "layer",
    };

    private static double? Bound(double value) => double.IsFinite(value) && value < NoBound ? value : null;
}

/// <summary>Everything that requests can name; the families of methods are in the order of lists.</summary>
internal sealed record CatalogueAnswer(
    IReadOnlyList<string> Classes, PixelRange Pixel, IReadOnlyList<string> Families, IReadOnlyList<MethodEntry> Methods, IReadOnlyList<CompositeEntry> Composites, IReadOnlyList<RuleEntry> Rules,
    IReadOnlyList<string> LayerWords, IReadOnlyList<LayerEntry> Layers, LimitsEntry Limits);

/// <summary>How pixels are normalised: background and stroke in the network's units.</summary>
internal sealed record PixelRange(double Low, double High, double Mean, double StandardDeviation);

/// <summary>A method, with its family.</summary>
internal sealed record MethodEntry(string Name, string Title, string Family, string Meaning, bool Signed, string? Wraps, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A parameter of a method, composite or rule; bounds that are missing are none. Values worth a try lie between the two usual ones.</summary>
internal sealed record ParameterEntry(
    string Name, string Kind, object? Default, double? Minimum, double? Maximum, IReadOnlyList<string>? Choices, string Meaning, IReadOnlyList<double>? Usual, bool Logarithmic);

/// <summary>A composite.</summary>
internal sealed record CompositeEntry(string Name, string Title, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A rule.</summary>
internal sealed record RuleEntry(string Name, string Meaning, IReadOnlyList<ParameterEntry> Parameters);

/// <summary>A layer of the network.</summary>
internal sealed record LayerEntry(string Name, string Kind, string Details, IReadOnlyList<int> OutputShape, bool AcceptsRule);

/// <summary>What one request may ask for.</summary>
internal sealed record LimitsEntry(
    long BodyBytes, int DrawingSide, int Methods, long Passes, int RandomOrders, int Nearest, int RequestsPerSecond, double Seconds);
