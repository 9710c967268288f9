using Relevance.Maps;
using Relevance.Networks.Layers;

namespace Relevance.Networks;

/// <summary>The output of a layer while a network is built, or one of the network's inputs.</summary>
public sealed class LayerOutput
{
    internal LayerOutput(NetworkBuilder builder, int index) => (Builder, Index) = (builder, index);

    internal NetworkBuilder Builder { get; }

    internal int Index { get; }
}

/// <summary>Builds a network of layers, in sequence or in branches that are added or concatenated.</summary>
/// <example>
/// <code>
/// var builder = new NetworkBuilder();
/// var hidden = builder.Dense("hidden", weight1, bias1, builder.Input);
/// var scores = builder.Dense("scores", weight2, bias2, builder.Add("relu", new LeakyReluLayer(), hidden));
/// var network = builder.Build(scores);
/// </code>
/// </example>
public sealed class NetworkBuilder
{
    private readonly List<Node> nodes = [];
    private readonly List<string> inputs = ["input"];

    /// <summary>Creates a builder of a network with one input.</summary>
    public NetworkBuilder() => Input = new LayerOutput(this, Network.Input);

    /// <summary>The network's first input.</summary>
    public LayerOutput Input { get; }

    /// <summary>
    /// Adds another input. Methods can explain networks with one input only; to use a network with several in a program of your own, write it by
    /// <see cref="NetworkPass"/>.
    /// </summary>
    /// <param name="name">The name of the input.</param>
    public LayerOutput AddInput(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (inputs.Contains(name))
            throw new ArgumentException($"There is an input '{name}' already.", nameof(name));
        inputs.Add(name);
        return new LayerOutput(this, -inputs.Count);
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="name">The name of the layer, unique in the network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="from">The outputs that it reads.</param>
    /// <returns>The output of the layer.</returns>
    /// <exception cref="ArgumentException">The name is taken, or an input belongs to another builder.</exception>
    public LayerOutput Add(string name, Layer layer, params IReadOnlyList<LayerOutput> from)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(layer);
        if (nodes.Any(node => node.Name == name))
            throw new ArgumentException($"There is a layer '{name}' already; names of layers are unique.", nameof(name));
        if (from.Count == 0 || (layer is UnaryLayer && from.Count != 1))
            throw new ArgumentException($"Layer '{name}' ({layer}) cannot have {from.Count} inputs.", nameof(from));
        foreach (var output in from)
            RequireOwn(output);
        nodes.Add(new Node(nodes.Count, name, layer, [.. from.Select(output => output.Index)]));
        return new LayerOutput(this, nodes.Count - 1);
    }

    /// <summary>Adds a convolution.</summary>
    public LayerOutput Convolution(string name, Weights weight, Weights? bias, ConvolutionGeometry geometry, LayerOutput from) =>
        Add(name, new LinearLayer($"Conv{weight.Shape.Rank - 2}d", new ConvolutionMap(weight, geometry), bias), from);

    /// <summary>Adds a fully connected layer.</summary>
    public LayerOutput Dense(string name, Weights weight, Weights? bias, LayerOutput from) => Add(name, new LinearLayer("Linear", new DenseMap(weight), bias), from);

    /// <summary>Adds a layer that sums branches of the same shape.</summary>
    public LayerOutput Sum(string name, params IReadOnlyList<LayerOutput> branches) => Merge(name, new SumLayer(), branches);

    /// <summary>Adds a layer that concatenates branches along an axis, 0 for the first after the batch axis.</summary>
    public LayerOutput Concatenate(string name, int axis, params IReadOnlyList<LayerOutput> branches)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        return Merge(name, new ConcatenationLayer(axis), branches);
    }

    /// <summary>
    /// Finishes the network. Batch normalisations directly after or before a linear layer are merged into it, so that a rule applies to both as one layer.
    /// </summary>
    /// <param name="scores">The layer that computes the scores.</param>
    /// <param name="others">Further outputs by name.</param>
    /// <exception cref="ArgumentException">A layer does not contribute to any output.</exception>
    public Network Build(LayerOutput scores, params IReadOnlyList<(string Name, LayerOutput Output)> others)
    {
        (string Name, LayerOutput Output)[] outputs = [("scores", scores), .. others];
        foreach (var (_, output) in outputs)
            RequireOwn(output);
        var used = outputs.Select(output => output.Output.Index).ToHashSet();
        foreach (var node in Enumerable.Reverse(nodes))
        {
            if (used.Contains(node.Index))
                used.UnionWith(node.Inputs);
        }
        var unused = nodes.Where(node => !used.Contains(node.Index)).Select(node => $"'{node.Name}'").ToArray();
        if (unused.Length > 0)
            throw new ArgumentException($"What these layers compute does not contribute to the scores: {string.Join(", ", unused)}.");
        if (outputs.Any(output => output.Output.Index < 0))
            throw new ArgumentException("A network needs at least one layer.");
        return BatchNormFolding.Fold(new([.. inputs], [.. nodes], [.. outputs.Select(output => (output.Name, output.Output.Index))]));
    }

    private LayerOutput Merge(string name, Layer layer, IReadOnlyList<LayerOutput> branches) => branches.Count >= 2
        ? Add(name, layer, branches)
        : throw new ArgumentException($"Layer '{name}' merges branches; give it two or more, not {branches.Count}.", nameof(branches));

    private void RequireOwn(LayerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Builder != this)
            throw new ArgumentException("This layer's output belongs to another NetworkBuilder.", nameof(output));
    }
}
