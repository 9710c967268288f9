using System.Collections.Immutable;
using Google.Protobuf;
using Relevance.Onnx.Graphs;
using Relevance.Onnx.Schema;

namespace Relevance.Onnx.Files;

/// <summary>Reads a graph from a file, and checks what a file can get wrong before anything is computed.</summary>
internal static class OnnxFile
{
    private const int OldestOpset = 7, NewestOpset = 26, OldestFormat = 3, NewestFormat = 13;

    /// <summary>Reads the file.</summary>
    /// <exception cref="GraphException">It is not an ONNX file, damaged, or of a version that is not read here.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static OnnxGraph Load(string path)
    {
        ModelProto model;
        try
        {
            using var stream = File.OpenRead(path);
            model = ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GraphException($"It is not an ONNX file, or damaged: {e.Message}", e);
        }
        if (model.Graph is null)
            throw new GraphException("It is not an ONNX file: it holds no graph.");
        try
        {
            return Read(model, new TensorReader(Path.GetDirectoryName(Path.GetFullPath(path))!));
        }
        catch (OverflowException e)
        {
            throw new GraphException("It holds a number that is too large.", e);
        }
    }

    private static OnnxGraph Read(ModelProto model, TensorReader tensors)
    {
        if (model.IrVersion is < OldestFormat or > NewestFormat)
            throw new GraphException($"It has version {model.IrVersion} of ONNX's file format (IR); versions {OldestFormat} to {NewestFormat} are read.");
        if (model.OpsetImport.FirstOrDefault(opset => opset.Domain is "" or "ai.onnx")?.Version is not { } version)
            throw new GraphException("It does not say which version of ONNX's operations (opset) it uses.");
        if (version is < OldestOpset or > NewestOpset)
            throw new GraphException($"It uses version {version} of ONNX's operations (opset); versions {OldestOpset} to {NewestOpset} are read. Export it anew with opset 17.");
        var graph = model.Graph;
        if (graph.SparseInitializer.Count > 0)
            throw new GraphException("It holds sparse weights, which are not read.");
        var constants = ImmutableDictionary.CreateBuilder<string, Constant>();
        foreach (var tensor in graph.Initializer)
        {
            if (tensors.Read(tensor) is { } constant && !constants.TryAdd(tensor.Name, constant))
                throw new GraphException($"It holds two constants of the name '{tensor.Name}'.");
        }
        ImmutableArray<OnnxNode> nodes = [.. InOrder([.. Nodes(graph, tensors)], [.. constants.Keys, .. graph.Input.Select(input => input.Name)])];
        return new OnnxGraph(
            (int)version, [.. graph.Input.Where(input => !constants.ContainsKey(input.Name)).Select(Port)], [.. graph.Output.Select(Port)], constants.ToImmutable(), nodes);
    }

    private static IEnumerable<OnnxNode> Nodes(GraphProto graph, TensorReader tensors)
    {
        var names = new HashSet<string>();
        foreach (var (place, node) in graph.Node.Index())
        {
            var operation = node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";
            var name = node.Name.Length > 0 ? node.Name : $"{node.OpType}_{place}";
            // Names are unique in the network; in files they need not be.
            while (!names.Add(name))
                name += $"_{place}";
            ImmutableDictionary<string, AttributeProto> attributes;
            try
            {
                attributes = node.Attribute.ToImmutableDictionary(attribute => attribute.Name);
            }
            catch (ArgumentException e)
            {
                throw new GraphException($"Node '{name}' ({operation}) has an attribute twice.", e);
            }
            var constants = attributes.Where(pair => pair.Value.T is not null).Select(pair => KeyValuePair.Create(pair.Key, tensors.Read(pair.Value.T)))
                .Where(pair => pair.Value is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value!);
            yield return new OnnxNode(name, operation, [.. node.Input], [.. node.Output], attributes, constants);
        }
    }

    /// <summary>The nodes, each after those that it reads; most files have them so.</summary>
    private static IEnumerable<OnnxNode> InOrder(List<OnnxNode> waiting, HashSet<string> known)
    {
        var written = new HashSet<string>(known);
        known.Add("");
        foreach (var (node, output) in waiting.SelectMany(node => node.Outputs.Where(output => output.Length > 0).Select(output => (node, output))))
        {
            if (!written.Add(output))
                throw new GraphException($"{Capital(node)} computes '{output}', which is there already.");
        }
        while (waiting.Count > 0)
        {
            var late = new List<OnnxNode>();
            foreach (var node in waiting)
            {
                if (!node.Inputs.All(known.Contains))
                {
                    late.Add(node);
                    continue;
                }
                known.UnionWith(node.Outputs);
                yield return node;
            }
            if (late.Count == waiting.Count)
            {
                var missing = late[0].Inputs.First(input => !known.Contains(input));
                throw new GraphException(written.Contains(missing)
                    ? $"Its nodes form a circle at {late[0]}, which reads '{missing}'."
                    : $"{Capital(late[0])} reads '{missing}', which nothing computes.");
            }
            waiting = late;
        }
    }

    private static OnnxPort Port(ValueInfoProto value)
    {
        if (value.Type?.TensorType is not { } tensor)
            throw new GraphException($"'{value.Name}' is a sequence or a map, not a tensor.");
        ImmutableArray<int?>? lengths = tensor.Shape is null
            ? null
            : [.. tensor.Shape.Dim.Select(dim => dim.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dim.DimValue > 0 ? checked((int)dim.DimValue) : (int?)null)];
        return new OnnxPort(value.Name, tensor.ElemType is (int)TensorProto.Types.DataType.Float or (int)TensorProto.Types.DataType.Double or (int)TensorProto.Types.DataType.Float16, lengths);
    }

    private static string Capital(OnnxNode node) => $"N{node.ToString()[1..]}";
}
