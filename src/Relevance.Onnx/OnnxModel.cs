using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Onnx.Files;
using Relevance.Onnx.Graphs;
using Relevance.Onnx.Operators;

namespace Relevance.Onnx;

/// <summary>A function at the end of a file that makes probabilities of scores, and is left out: the scores before it are explained.</summary>
public enum FinalFunction
{
    /// <summary>There is none: the file ends with scores.</summary>
    None,

    /// <summary>The softmax.</summary>
    Softmax,

    /// <summary>The logarithm of the softmax.</summary>
    LogSoftmax,

    /// <summary>The logistic function of each score.</summary>
    Sigmoid,
}

/// <summary>
/// A network read from an ONNX file. Its layers have the names of the file's nodes; batch normalisation is merged with the layer before it, activations that
/// exporters take apart are put together, and a softmax or sigmoid at the end is left out, so that scores and not probabilities are explained.
/// </summary>
/// <remarks>Opsets 7 to 26, IR 3 to 13. The first axis of the input is that of the images; each is computed as if it were alone.</remarks>
public sealed class OnnxModel
{
    private readonly IReadOnlyDictionary<string, string> layers;

    private OnnxModel(Network network, OnnxPort input, Shape shape, string output, FinalFunction final, IReadOnlyDictionary<string, string> layers) =>
        (Network, InputName, InputShape, OutputName, Final, this.layers) = (network, input.Name, shape, output, final, layers);

    /// <summary>The network, up to the scores.</summary>
    public Network Network { get; }

    /// <summary>The name of the input.</summary>
    public string InputName { get; }

    /// <summary>The shape of one image, without the batch axis, in the layout of the file: [C, H, W], or [H, W, C] for files made from TensorFlow.</summary>
    public Shape InputShape { get; }

    /// <summary>The name of the tensor that holds the scores.</summary>
    public string OutputName { get; }

    /// <summary>What the file computes of the scores, which is left out here.</summary>
    public FinalFunction Final { get; }

    /// <summary>Reads a network.</summary>
    /// <param name="path">The file; weights that it keeps in files beside it are read, too.</param>
    /// <param name="inputShape">The shape of one image, without the batch axis, where the file leaves lengths open; null where it says all of them.</param>
    /// <exception cref="OnnxException">The file is damaged, or holds what is not read here; the message names the node and says what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel Load(string path, Shape? inputShape = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var graph = Fusions.Apply(OnnxFile.Load(path));
            var input = Input(graph);
            var shape = ShapeOf(input, inputShape);
            if (graph.Outputs.IsEmpty)
                throw new GraphException("It has no output.");
            var (output, function) = Endings.Before(graph, graph.Outputs[0].Name);
            var (network, layers) = new NetworkReader(graph, input, shape, OperatorTable.Find).Read(output);
            return new OnnxModel(network, input, shape, output, function is null ? FinalFunction.None : Enum.Parse<FinalFunction>(function), layers);
        }
        catch (GraphException e)
        {
            throw new OnnxException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>The name of the layer that computes a tensor of the file; null if none does, since it was merged with another or left out.</summary>
    /// <param name="tensor">The tensor's name in the file.</param>
    public string? LayerOf(string tensor) => layers.TryGetValue(tensor, out var layer) && Network.Nodes.Any(node => node.Name == layer) ? layer : null;

    private static OnnxPort Input(OnnxGraph graph) => graph.Inputs switch
    {
        [var only] when only.IsFloat => only,
        [var only] => throw new GraphException($"Its input '{only.Name}' takes whole numbers, such as words by their numbers, which have no gradient."),
        [] => throw new GraphException("It has no input."),
        var several => throw new GraphException($"It has the inputs {string.Join(", ", several.Select(input => $"'{input.Name}'"))}; networks with one are read."),
    };

    private static Shape ShapeOf(OnnxPort input, Shape? given)
    {
        if (input.Lengths is not { } lengths)
            return given ?? throw new GraphException($"It does not say what shape its input '{input.Name}' has; give the shape of an image.");
        if (lengths.Length < 2)
            throw new GraphException($"Its input '{input.Name}' has {lengths.Length} axes, of which the first is that of the images; it needs at least 2.");
        var known = lengths[1..];
        if (given is null)
        {
            return known.All(length => length is not null)
                ? new([.. known.Select(length => length!.Value)])
                : throw new GraphException($"It leaves open how long the axes of its input '{input.Name}' are: [{Text(known)}] for one image. Give the shape of an image.");
        }
        return given.Value.Rank == known.Length && given.Value.Zip(known).All(pair => pair.Second is null || pair.Second == pair.First)
            ? given.Value
            : throw new GraphException($"An image of the shape {given} does not fit its input '{input.Name}', which takes [{Text(known)}].");
    }

    private static string Text(ImmutableArray<int?> lengths) => string.Join(", ", lengths.Select(length => length is null ? "any" : $"{length}"));
}
