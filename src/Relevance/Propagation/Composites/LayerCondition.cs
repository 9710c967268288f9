using System.IO.Enumeration;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Propagation.Composites;

/// <summary>
/// A condition that selects the layers to which a line of a composite applies. To write a condition of your own, derive from this class;
/// <see cref="LayerConditionDefinition"/> defines its notation.
/// </summary>
/// <param name="Description">The condition in words, as shown in a plan.</param>
public abstract record LayerCondition(string Description)
{
    /// <summary>The condition in its notation, such as <c>last-2-fully-connected</c>.</summary>
    public virtual string Text => Description;

    /// <summary>Selects every linear layer, including sums of branches, but not normalisations.</summary>
    public static LayerCondition Linear { get; } = new KindOfMap("linear", "linear", (_, _) => true);

    /// <summary>Selects the first layer with weights, which reads the input.</summary>
    public static LayerCondition First { get; } = new KindOfMap("first", "first with weights", (node, network) => network.Nodes.FirstOrDefault(IsWeighted) == node);

    /// <summary>Selects the last layer with weights, which computes the scores.</summary>
    public static LayerCondition Last { get; } = new KindOfMap("last", "last with weights", (node, network) => network.Nodes.LastOrDefault(IsWeighted) == node);

    /// <summary>Selects convolutions.</summary>
    public static LayerCondition Convolution { get; } = new KindOfMap("convolution", "convolution", (node, _) => MapOf(node) is ConvolutionMap or TransposedConvolutionMap);

    /// <summary>Selects fully connected layers.</summary>
    public static LayerCondition Dense { get; } = new KindOfMap("fully-connected", "fully connected", (node, _) => MapOf(node) is DenseMap);

    /// <summary>Selects linear layers without learnt weights: average poolings, upsamplings, sums of branches.</summary>
    public static LayerCondition Weightless { get; } = new KindOfMap("pooling", "pooling", (node, _) => MapOf(node) is not { HasWeights: true });

    /// <summary>Selects normalisations that are not merged with another layer: factors and offsets for each channel.</summary>
    public static LayerCondition Normalization { get; } = new NormalizationCondition();

    /// <summary>Selects activations: layers that apply a function to each value.</summary>
    public static LayerCondition Activation { get; } = new ActivationCondition();

    /// <summary>Selects a number of the last fully connected layers.</summary>
    /// <param name="count">The number of layers, at least 1.</param>
    public static LayerCondition LastDense(int count) => new LastDenseCondition(count);

    /// <summary>Selects layers of a kind, such as <c>Conv2d</c>, including those with a batch normalisation merged into them.</summary>
    /// <param name="kind">The kind; upper and lower case are not distinguished.</param>
    public static LayerCondition OfKind(string kind) => new KindCondition(kind);

    /// <summary>Selects layers whose name matches a pattern with the wildcards * and ?.</summary>
    /// <param name="pattern">The pattern, such as <c>features.*</c>.</param>
    public static LayerCondition Named(string pattern) => new NameCondition(pattern);

    /// <summary>Returns whether the condition holds for a node of a network.</summary>
    public abstract bool Holds(Node node, Network network);

    /// <summary>Writes the condition in its notation.</summary>
    public sealed override string ToString() => Text;

    private static LinearMap? MapOf(Node node) => (node.Layer as LinearLayer)?.Map;

    private static bool IsWeighted(Node node) => MapOf(node) is { HasWeights: true } and not ChannelScaleMap;

    private sealed record KindOfMap(string Word, string Description, Func<Node, Network, bool> Condition) : LayerCondition(Description)
    {
        public override string Text => Word;

        public override bool Holds(Node node, Network network) => node.Layer is LinearLayer { Map: not ChannelScaleMap } or SumLayer && Condition(node, network);
    }

    private sealed record NormalizationCondition() : LayerCondition("normalization")
    {
        public override bool Holds(Node node, Network network) => MapOf(node) is ChannelScaleMap;
    }

    private sealed record ActivationCondition() : LayerCondition("activation")
    {
        public override bool Holds(Node node, Network network) => node.Layer is ActivationLayer;
    }

    private sealed record LastDenseCondition(int Count) : LayerCondition($"last {Count} fully connected")
    {
        public override string Text => $"last-{Count}-fully-connected";

        public override bool Holds(Node node, Network network) => network.Nodes.Where(n => MapOf(n) is DenseMap).TakeLast(Count).Contains(node);
    }

    private sealed record KindCondition(string Kind) : LayerCondition($"kind {Kind}")
    {
        public override string Text => $"kind:{Kind}";

        public override bool Holds(Node node, Network network) =>
            node.Layer.Kind.Split('+').Append(node.Layer.Kind).Contains(Kind, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record NameCondition(string Pattern) : LayerCondition($"name {Pattern}")
    {
        // A layer may be called what stands for others.
        public override string Text => LayerConditionNotation.IsWord(Pattern) ? $"name:{Pattern}" : Pattern;

        public override bool Holds(Node node, Network network) => FileSystemName.MatchesSimpleExpression(Pattern, node.Name, false);
    }
}
