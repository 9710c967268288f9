using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Networks;

/// <summary>A network as data: its layers with their weights, and which reads which. Immutable.</summary>
public sealed partial class Network
{
    /// <summary>What stands for the network's first input among the inputs of a node.</summary>
    public const int Input = -1;

    internal Network(ImmutableArray<string> inputs, ImmutableArray<Node> nodes, ImmutableArray<(string Name, int Node)> outputs)
    {
        if (nodes.IsEmpty)
            throw new ArgumentException("A network needs at least one layer.", nameof(nodes));
        (Inputs, Nodes, Outputs) = (inputs, nodes, outputs);
    }

    /// <summary>The names of its inputs; methods explain the first.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>Its layers, each after those that it reads.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Its outputs, the scores first.</summary>
    public ImmutableArray<(string Name, int Node)> Outputs { get; }

    /// <summary>The names of the layers with weights to learn, in order.</summary>
    public ImmutableArray<string> WeightedLayers => [.. Nodes.Where(node => node.Layer is LinearLayer { Map.HasWeights: true }).Select(node => node.Name)];

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Node Find(string name) => Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new ArgumentException($"The network has no layer '{name}'. Its layers are {string.Join(", ", Nodes.Select(node => $"{node.Name} ({node.Layer.Kind})"))}.");

    /// <summary>The network up to the output of a layer, whose values become the scores, flattened.</summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public Network UpTo(string name)
    {
        var last = Find(name).Index;
        var needed = new HashSet<int> { last };
        for (var index = last; index >= 0; index--)
        {
            if (needed.Contains(index))
                needed.UnionWith(Nodes[index].Inputs);
        }
        var moved = Nodes.Where(node => needed.Contains(node.Index)).Select((node, place) => (node.Index, place)).ToDictionary(pair => pair.Index, pair => pair.place);
        ImmutableArray<Node> nodes =
        [
            .. moved.Select(pair => Nodes[pair.Key] with { Index = pair.Value, Inputs = [.. Nodes[pair.Key].Inputs.Select(input => input < 0 ? input : moved[input])] }),
            new Node(moved.Count, $"{name}.units", new FlattenLayer(), [moved[last]]),
        ];
        return new(Inputs, nodes, [("scores", moved.Count)]);
    }

    /// <summary>The network with the weights and biases of some layers drawn anew: normal numbers with the mean and the deviation of those that they replace.</summary>
    /// <param name="layers">The names of these layers; all have weights.</param>
    /// <param name="seed">Decides what is drawn; a layer gets the same numbers whatever the others are.</param>
    /// <exception cref="ArgumentException">There is no such layer, or it has no weights.</exception>
    public Network WithRandomWeights(IReadOnlyCollection<string> layers, int seed)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var name in layers.Except(WeightedLayers))
            throw new ArgumentException($"Layer '{Find(name).Name}' has no weights to draw; those that have are {string.Join(", ", WeightedLayers)}.", nameof(layers));
        return new(Inputs, [.. Nodes.Select(node => layers.Contains(node.Name) ? node with { Layer = Random((LinearLayer)node.Layer, node.Index) } : node)], Outputs);

        LinearLayer Random(LinearLayer layer, int index)
        {
            var random = new RandomNumbers(seed, index);
            var place = 0L;
            return layer with { Map = layer.Map.Replace(Anew), Bias = layer.Bias is null ? null : Anew(layer.Bias) };

            Weights Anew(Weights weights)
            {
                var drawn = RandomWeights.Like(weights, random, place);
                place += weights.Count;
                return drawn;
            }
        }
    }

    /// <summary>The shape of each node's output for an input of one shape.</summary>
    /// <exception cref="ArgumentException">The network cannot be applied to it.</exception>
    public ImmutableArray<Shape> OutputShapes(Shape input)
    {
        var pass = NetworkPass.Write(this, new ProgramBuilder(), input);
        return [.. Nodes.Select(node => pass.OutputOf(node).Shape)];
    }
}
