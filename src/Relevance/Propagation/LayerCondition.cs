using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;

namespace Relevance.Propagation;

/// <summary>Which layers a line of a composite is for.</summary>
/// <param name="Description">The condition in words, for the plan.</param>
/// <param name="Holds">Whether it holds for a node, given all linear layers of the network in order.</param>
public sealed record LayerCondition(string Description, Func<Node, IReadOnlyList<Node>, bool> Holds)
{
    /// <summary>Every linear layer.</summary>
    public static LayerCondition Any { get; } = new("any layer", (_, _) => true);

    /// <summary>The linear layer that sees the input: the first one with weights.</summary>
    public static LayerCondition First { get; } = new("first layer with weights", (node, linear) => linear.FirstOrDefault(HasWeights) == node);

    /// <summary>Convolutions.</summary>
    public static LayerCondition Convolution { get; } = OfMap<ConvolutionMap>("convolution");

    /// <summary>Fully connected layers.</summary>
    public static LayerCondition Dense { get; } = OfMap<DenseMap>("fully connected layer");

    /// <summary>Average poolings.</summary>
    public static LayerCondition Pooling { get; } = OfMap<AveragePoolingMap>("average pooling");

    private static LayerCondition OfMap<T>(string description) where T : LinearMap =>
        new(description, (node, _) => node.Layer is LinearLayer { Map: T });

    private static bool HasWeights(Node node) => node.Layer is LinearLayer { Map: not AveragePoolingMap };
}
