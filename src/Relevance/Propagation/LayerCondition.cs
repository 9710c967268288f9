using System.IO.Enumeration;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;

namespace Relevance.Propagation;

/// <summary>Which layers a line of a composite is for.</summary>
/// <param name="Description">The condition in words, for the plan.</param>
/// <param name="Holds">Whether it holds for a node of a network.</param>
public sealed record LayerCondition(string Description, Func<Node, Network, bool> Holds)
{
    /// <summary>Every linear layer, sums of branches among them.</summary>
    public static LayerCondition Linear { get; } = new("linear", (node, _) => MapOf(node) is not null);

    /// <summary>The first layer with weights: the one that sees the input.</summary>
    public static LayerCondition First { get; } = new("first with weights", (node, network) => Weighted(network).FirstOrDefault() == node);

    /// <summary>The last layer with weights: the one that computes the scores.</summary>
    public static LayerCondition Last { get; } = new("last with weights", (node, network) => Weighted(network).LastOrDefault() == node);

    /// <summary>Convolutions.</summary>
    public static LayerCondition Convolution { get; } = new("convolution", (node, _) => MapOf(node) is ConvolutionMap or ConvolutionTransposeMap);

    /// <summary>Fully connected layers.</summary>
    public static LayerCondition Dense { get; } = new("fully connected", (node, _) => MapOf(node) is DenseMap);

    /// <summary>Linear layers without weights to learn: average poolings, upsamplings, sums of branches.</summary>
    public static LayerCondition Weightless { get; } = new("pooling", (node, _) => MapOf(node) is { HasWeights: false });

    /// <summary>Activations: layers that compute each value from one value.</summary>
    public static LayerCondition Activation { get; } = new("activation", (node, _) => node.Layer is ActivationLayer);

    /// <summary>The last fully connected layers.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static LayerCondition LastDense(int count) => new($"last {count} fully connected", (node, network) =>
        network.Nodes.Where(n => MapOf(n) is DenseMap).TakeLast(count).Contains(node));

    /// <summary>Layers of a kind, such as <c>Conv2d</c>, also where a batch norm is folded into it.</summary>
    /// <param name="kind">The kind, whatever the case.</param>
    public static LayerCondition OfKind(string kind) =>
        new($"kind {kind}", (node, _) => node.Layer.Kind.Split('+').Append(node.Layer.Kind).Contains(kind, StringComparer.OrdinalIgnoreCase));

    /// <summary>Layers whose name matches a pattern with the wildcards * and ?.</summary>
    /// <param name="pattern">The pattern, such as <c>features.*</c>.</param>
    public static LayerCondition Named(string pattern) => new($"name {pattern}", (node, _) => FileSystemName.MatchesSimpleExpression(pattern, node.Name, false));

    private static IEnumerable<Node> Weighted(Network network) => network.Nodes.Where(node => MapOf(node) is { HasWeights: true });

    private static LinearMap? MapOf(Node node) => (node.Layer as LinearLayer ?? (node.Layer as MergeLayer)?.OfJoined as LinearLayer)?.Map;
}
