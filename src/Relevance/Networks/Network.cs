using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Networks;

/// <summary>A network as data: its layers with their weights, and the connections between them. Immutable.</summary>
public sealed partial class Network
{
    /// <summary>The index that represents the network's first input among the inputs of a node.</summary>
    public const int Input = -1;

    internal Network(ImmutableArray<string> inputs, ImmutableArray<Node> nodes, ImmutableArray<(string Name, int Node)> outputs)
    {
        if (nodes.IsEmpty)
            throw new ArgumentException("A network needs at least one layer.", nameof(nodes));
        (Inputs, Nodes, Outputs) = (inputs, nodes, outputs);
    }

    /// <summary>The names of the network's inputs; methods explain the first.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>The network's layers, each after the layers whose outputs it reads.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>The network's outputs, the scores first.</summary>
    public ImmutableArray<(string Name, int Node)> Outputs { get; }

    /// <summary>The names of the layers with learnt weights, in order.</summary>
    public ImmutableArray<string> WeightedLayers => [.. Nodes.Where(node => node.Layer is LinearLayer { Map.HasWeights: true }).Select(node => node.Name)];

    /// <summary>Finds a layer by its name.</summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public Node Find(string name) => Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new ArgumentException($"The network has no layer '{name}'. Its layers are {string.Join(", ", Nodes.Select(node => $"{node.Name} ({node.Layer.Kind})"))}.");

    /// <summary>Returns the part of the network up to the output of a layer, whose flattened values become the scores.</summary>
    /// <exception cref="ArgumentException">The network has no layer of that name.</exception>
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

    /// <summary>
    /// Returns the network with random weights and biases in some layers, drawn from normal distributions with the mean and standard deviation of those they
    /// replace.
    /// </summary>
    /// <param name="layers">The names of these layers, all of which must have weights.</param>
    /// <param name="seed">The seed of the random numbers; those of a layer do not depend on the other layers chosen.</param>
    /// <exception cref="ArgumentException">A layer does not exist or has no weights.</exception>
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

    /// <summary>Computes the shape of each node's output for an input of a given shape.</summary>
    /// <exception cref="ArgumentException">The network cannot be applied to such an input.</exception>
    public ImmutableArray<Shape> OutputShapes(Shape input)
    {
        var pass = NetworkPass.Write(this, new ProgramBuilder(), input);
        return [.. Nodes.Select(node => pass.OutputOf(node).Shape)];
    }
}
