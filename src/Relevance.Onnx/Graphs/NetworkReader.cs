using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Onnx.Graphs;

/// <summary>Writes the layers of a graph, node by node.</summary>
internal sealed class NetworkReader
{
    private readonly OnnxGraph graph;
    private readonly NetworkBuilder builder = new();
    private readonly ProgramBuilder shapes = new();
    private readonly Dictionary<string, Constant> constants;
    private readonly Dictionary<string, Tensor> tensors = [];
    private readonly Dictionary<string, string> layers = [];
    private readonly HashSet<string> names = [];
    private readonly Dictionary<LayerOutput, string> nameOf = [];

    private readonly Func<OnnxNode, Action<NodeReader>> operators;

    /// <summary>Begins a network.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">Its input.</param>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="operators">What writes the layer of a node.</param>
    internal NetworkReader(OnnxGraph graph, OnnxPort input, Shape shape, Func<OnnxNode, Action<NodeReader>> operators)
    {
        (this.graph, this.operators) = (graph, operators);
        constants = new(graph.Constants);
        tensors.Add(input.Name, new Tensor(builder.Input, shapes.Input(input.Name, shape), HasBatch: true));
    }

    /// <summary>Writes the nodes that an output needs, and makes a network whose scores it is.</summary>
    /// <param name="output">The name of the tensor.</param>
    internal (Network Network, IReadOnlyDictionary<string, string> LayerOfTensor) Read(string output)
    {
        foreach (var node in Needed(output))
        {
            try
            {
                Read(node);
            }
            catch (Exception e) when (e is GraphException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidOperationException)
            {
                throw new GraphException($"{Capital(node)}: {e.Message}", e);
            }
        }
        if (TensorOf(output) is not { } scores)
            throw new GraphException($"Output '{output}' does not depend on the input.");
        if (scores.Shape.Count(length => length > 1) > 1)
            throw new GraphException(
                $"Output '{output}' has the shape {scores.Shape} for one image: scores for each place, as of segmentation, not one for each class. Such networks are not explained.");
        var last = scores.Shape.Rank == 1 && LayerOf(scores) is not null ? scores.Output : builder.Add(Unique("scores"), new FlattenLayer(), scores.Output);
        return (builder.Build(last), layers);
    }

    internal Tensor? TensorOf(string name) => tensors.GetValueOrDefault(name);

    internal Constant? ConstantOf(string name) => constants.GetValueOrDefault(name);

    internal string OperationThatComputes(string tensor) => graph.WriterOf(tensor)?.Operation ?? "";

    internal void Set(string output, Tensor tensor)
    {
        if (output.Length == 0)
            return;
        tensors[output] = tensor;
        if (LayerOf(tensor) is { } layer)
            layers[output] = layer;
    }

    internal void Set(string output, Constant constant)
    {
        if (output.Length > 0)
            constants[output] = constant;
    }

    internal Tensor Add(string name, Layer layer, IReadOnlyList<Tensor> from)
    {
        var value = layer.Forward(shapes, [.. from.Select(tensor => tensor.Value)]);
        _ = Lengths.Size(value.Shape.Lengths.AsSpan());
        var unique = Unique(name);
        var tensor = new Tensor(builder.Add(unique, layer, [.. from.Select(input => input.Output)]), value, from.All(input => input.HasBatch));
        nameOf[tensor.Output] = unique;
        return tensor;
    }

    private string? LayerOf(Tensor tensor) => nameOf.GetValueOrDefault(tensor.Output);

    private void Read(OnnxNode node)
    {
        var inputs = node.Inputs.Select(ConstantOf).ToArray();
        if (node.Operation == "Constant")
        {
            Set(node.Outputs[0], ConstantNode.Read(node));
            return;
        }
        if (node.Operation == "Shape" && TensorOf(node.Inputs[0]) is { } tensor)
        {
            Set(node.Outputs[0], ConstantFolding.Shape(node, tensor.Lengths));
            return;
        }
        if (node.Inputs.All(name => name.Length == 0 || constants.ContainsKey(name)))
        {
            var values = ConstantFolding.Compute(node, inputs)
                ?? throw new GraphException("it computes with constants in a way that is not known here. Simplify the file first, for example by onnxsim, or export it with constant folding.");
            for (var i = 0; i < Math.Min(values.Length, node.Outputs.Length); i++)
                Set(node.Outputs[i], values[i]);
            return;
        }
        operators(node)(new NodeReader(this, node, graph.Opset));
    }

    private IEnumerable<OnnxNode> Needed(string output)
    {
        var needed = new HashSet<string> { output };
        foreach (var node in Enumerable.Reverse(graph.Nodes))
        {
            if (node.Outputs.Any(needed.Contains))
                needed.UnionWith(node.Inputs);
        }
        return graph.Nodes.Where(node => node.Outputs.Any(name => name.Length > 0 && needed.Contains(name)));
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
            unique = $"{name}.{number}";
        return unique;
    }

    private static string Capital(OnnxNode node) => $"N{node.ToString()[1..]}";
}
