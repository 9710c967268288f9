using System.IO.Enumeration;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Propagation.Composites;

/// <summary>
/// Which layers a line of a composite is for. A condition of your own is a subclass; how it is written and read back says <see cref="LayerConditionDefinition"/>.
/// </summary>
/// <param name="Description">The condition in words, for the plan.</param>
public abstract record LayerCondition(string Description)
{
    /// <summary>The condition in writing, such as <c>last-2-fully-connected</c>.</summary>
    public virtual string Text => Description;

    /// <summary>Every linear layer, sums of branches among them.</summary>
    public static LayerCondition Linear { get; } = new KindOfMap("linear", "linear", (_, _) => true);

    /// <summary>The first layer with weights: the one that sees the input.</summary>
    public static LayerCondition First { get; } = new KindOfMap("first", "first with weights", (node, network) => network.WeightedLayers.FirstOrDefault() == node.Name);

    /// <summary>The last layer with weights: the one that computes the scores.</summary>
    public static LayerCondition Last { get; } = new KindOfMap("last", "last with weights", (node, network) => network.WeightedLayers.LastOrDefault() == node.Name);

    /// <summary>Convolutions.</summary>
    public static LayerCondition Convolution { get; } = new KindOfMap("convolution", "convolution", (node, _) => MapOf(node) is ConvolutionMap or TransposedConvolutionMap);

    /// <summary>Fully connected layers.</summary>
    public static LayerCondition Dense { get; } = new KindOfMap("fully-connected", "fully connected", (node, _) => MapOf(node) is DenseMap);

    /// <summary>Linear layers without weights to learn: average poolings, upsamplings, sums of branches.</summary>
    public static LayerCondition Weightless { get; } = new KindOfMap("pooling", "pooling", (node, _) => MapOf(node) is not { HasWeights: true });

    /// <summary>Activations: layers that compute each value from one value.</summary>
    public static LayerCondition Activation { get; } = new ActivationCondition();

    /// <summary>The last fully connected layers.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static LayerCondition LastDense(int count) => new LastDenseCondition(count);

    /// <summary>Layers of a kind, such as <c>Conv2d</c>, also where a batch norm is folded into it.</summary>
    /// <param name="kind">The kind, whatever the case.</param>
    public static LayerCondition OfKind(string kind) => new KindCondition(kind);

    /// <summary>Layers whose name matches a pattern with the wildcards * and ?.</summary>
    /// <param name="pattern">The pattern, such as <c>features.*</c>.</param>
    public static LayerCondition Named(string pattern) => new NameCondition(pattern);

    /// <summary>Whether it holds for a node of a network.</summary>
    public abstract bool Holds(Node node, Network network);

    /// <summary>The condition in writing.</summary>
    public sealed override string ToString() => Text;

    private static LinearMap? MapOf(Node node) => (node.Layer as LinearLayer)?.Map;

    private sealed record KindOfMap(string Word, string Description, Func<Node, Network, bool> Condition) : LayerCondition(Description)
    {
        public override string Text => Word;

        public override bool Holds(Node node, Network network) => node.Layer is LinearLayer or SumLayer && Condition(node, network);
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
