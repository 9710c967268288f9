using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;
using Relevance.Catalogue;
using Relevance.Networks.Layers;
using Relevance.Propagation;
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
            new(engine.Domain.Low[0], engine.Domain.High[0], engine.Model.Trained.Metadata.Mean, engine.Model.Trained.Metadata.StandardDeviation),
            [.. MethodCatalogue.All.Select(method => new MethodEntry(
                method.Name, method.Title, method.Meaning, method.IsSigned, method.Wraps, [.. method.Parameters.Where(parameter => IsShown(method, parameter)).Select(Entry)]))],
            [.. NamedComposites.All.Select(composite => new CompositeEntry(
                composite.Name, composite.Meaning, [.. composite.Parameters.Select(Entry)]))],
            [.. RuleDefinitions.All.Select(rule => new RuleEntry(rule.Name, rule.Meaning, [.. rule.Parameters.Select(Entry)]))],
            [.. CompositeNotation.Conditions],
            [.. engine.Network.Nodes.Select(node => new LayerEntry(
                node.Name, node.Layer.Kind, node.Layer.Details, [.. engine.Shapes[node.Index].Lengths], node.Layer is LinearLayer or MaxPoolingLayer))],
            new(limits.BodyBytes, limits.DrawingSide, limits.Methods, limits.Passes, limits.RandomOrders, EmbeddedDigits.Instance.Indices.Count, limits.RequestsPerSecond, limits.Time.TotalSeconds));
    }

    private static ParameterEntry Entry(Parameter parameter) => new(
        parameter.Name, Kind(parameter.Kind), parameter.Default, Bound(parameter.Minimum), Bound(parameter.Maximum),
        parameter.Choices.IsEmpty ? null : [.. parameter.Choices], parameter.Meaning);

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
internal sealed record LayerEntry(string Name, string Kind, string Details, IReadOnlyList<int> OutputShape, bool AcceptsRule);

/// <summary>What one request may ask for.</summary>
internal sealed record LimitsEntry(
    long BodyBytes, int DrawingSide, int Methods, long Passes, int RandomOrders, int Nearest, int RequestsPerSecond, double Seconds);
