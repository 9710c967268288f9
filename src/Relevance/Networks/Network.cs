using System.Collections.Immutable;
using Relevance.Networks.Layers;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>
/// A neural network as an immutable graph of known layers. It owns a snapshot of the weights: the module it was made from is
/// never changed, and training it further does not change the network. Dropout is the identity. Safe from several threads.
/// </summary>
public sealed class Network : Model
{
    /// <summary>Stands for the network's input among the inputs of a <see cref="Node"/>.</summary>
    public const int Input = -1;

    internal Network(ImmutableArray<Node> nodes, ScalarType type)
    {
        if (nodes.IsEmpty)
            throw new ArgumentException("A network needs at least one layer.", nameof(nodes));
        Nodes = nodes;
        ElementType = type;
    }

    /// <summary>The layers, each after those that feed it; the last one computes the scores.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <inheritdoc/>
    public override ScalarType ElementType { get; }

    /// <inheritdoc/>
    public override bool ComputesSideBySide => true;

    /// <summary>Reads a network from a TorchSharp module: a layer, or <c>Sequential</c>s of layers nested at will.</summary>
    /// <param name="module">The module; only read. Its mode (training or evaluation) makes no difference.</param>
    /// <remarks>
    /// Scores are logits: a softmax, its logarithm or a sigmoid as the very last layer is left out. Batch normalisation computes with its running
    /// statistics and is merged with the linear layer before it, else with the one after it, where that changes no score; the merged layer has the
    /// name of the linear one and a kind such as <c>Conv2d+BatchNorm2d</c>. A convolution that pads with values of its input becomes two layers,
    /// the padding with the name <c>name.padding</c>. For modules with branches there is <see cref="NetworkBuilder"/>.
    /// </remarks>
    /// <exception cref="UnsupportedLayerException">The module holds a layer that the library does not know.</exception>
    /// <exception cref="ArgumentException">The module holds no layer, or its weights are of several types, or neither Float32 nor Float64.</exception>
    public static Network From(nn.Module<Tensor, Tensor> module)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.AddLeaves("", module, builder.Input));
    }

    /// <summary>The same network computing in another floating-point type.</summary>
    /// <param name="type"><see cref="ScalarType.Float32"/> or <see cref="ScalarType.Float64"/>.</param>
    public Network To(ScalarType type)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"A network computes in Float32 or Float64, not in {type}.", nameof(type));
        return new Network([.. Nodes.Select(node => node with { Layer = node.Layer.To(type) })], type);
    }

    /// <summary>The names of the linear layers whose weights are learned, in the order of the network.</summary>
    public ImmutableArray<string> WeightedLayers =>
        [.. Nodes.Where(node => node.Layer is LinearLayer { Map.HasWeights: true }).Select(node => node.Name)];

    /// <summary>The same network with the weights and biases of some layers drawn anew: what is learned there is lost.</summary>
    /// <param name="layers">Names among <see cref="WeightedLayers"/>.</param>
    /// <param name="seed">Decides the numbers; those of a layer do not depend on which others are drawn.</param>
    /// <remarks>Each parameter is drawn from a normal distribution with the mean and the standard deviation of the values it replaces.</remarks>
    /// <exception cref="ArgumentException">There is no linear layer with weights of that name.</exception>
    public Network WithRandomWeights(IReadOnlyCollection<string> layers, int seed)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var name in layers.Except(WeightedLayers))
            throw new ArgumentException($"Layer '{Find(name).Name}' has no weights to draw; those that have are {string.Join(", ", WeightedLayers)}.", nameof(layers));
        return new Network([.. Nodes.Select(node => layers.Contains(node.Name) ? node with { Layer = Random((LinearLayer)node.Layer, node.Index) } : node)], ElementType);

        LinearLayer Random(LinearLayer layer, int index)
        {
            using var random = new Generator((ulong)Seeds.Of(seed, index));
            return new LinearLayer(layer.Kind, layer.Map.Replace(values => RandomParameters.Like(values, random)));
        }
    }

    /// <summary>Finds a layer by its name.</summary>
    /// <exception cref="ArgumentException">There is no layer of that name; the message lists those there are.</exception>
    public Node Find(string name) => Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new ArgumentException($"The network has no layer '{name}'. Its layers are {string.Join(", ", Nodes.Select(node => $"{node.Name} ({node.Layer.Kind})"))}.");

    /// <summary>The part of the network up to a layer, whose units, flattened, become the scores: to explain a hidden unit or feature map.</summary>
    /// <param name="name">The layer's name.</param>
    /// <remarks>Unit (c, y, x) of a layer with feature maps of H × W is score c·H·W + y·W + x.</remarks>
    /// <exception cref="ArgumentException">There is no layer of that name.</exception>
    public Network UpTo(string name)
    {
        var last = Find(name).Index;
        var flatten = new Node(last + 1, $"{name}.units", new Flatten(1, -1), [last]);
        return new Network([.. Nodes[..(last + 1)], flatten], ElementType);
    }

    /// <summary>The shape of each layer's output for one image.</summary>
    /// <param name="imageShape">The shape of an image without the batch axis, such as [1, 28, 28].</param>
    /// <returns>One shape per node, without the batch axis.</returns>
    public ImmutableArray<ImmutableArray<long>> OutputShapes(params ReadOnlySpan<long> imageShape)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        return Trace.Record(this, zeros([1, .. imageShape], ElementType)).OutputShapes;
    }

    /// <inheritdoc/>
    public override Tensor Scores(Tensor images)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        return Trace.Record(this, images).Scores.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var trace = Trace.Record(this, images);
        var gradient = trace.Gradient(direction(trace.Scores));
        return (trace.Scores.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }
}
