using Google.Protobuf;
using Relevance.Maps;
using Relevance.Onnx.Schema;
using Relevance.Randomness;

namespace Relevance.Onnx.Tests.Support;

/// <summary>An ONNX model of a few nodes, put together in a test. Its input is "x", and what the last node computes is flattened to scores.</summary>
internal sealed class TinyModel
{
    private readonly GraphProto graph = new() { Name = "tiny" };
    private readonly int opset;
    private int weights;

    public TinyModel(int opset, params int[] image)
    {
        this.opset = opset;
        Image = Shape.Of(image);
        graph.Input.Add(Port("x", ["N", .. image]));
    }

    /// <summary>The shape of one image.</summary>
    public Shape Image { get; }

    /// <summary>The tensor that the last node computes.</summary>
    public string Last { get; private set; } = "x";

    /// <summary>Adds a node that reads what the last one computes, and other tensors.</summary>
    public TinyModel Then(string operation, string[] more, params (string Name, object Value)[] attributes) => Node(operation, [Last, .. more], attributes);

    /// <summary>Adds a node.</summary>
    public TinyModel Node(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{operation}{graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.Add($"t{graph.Node.Count}");
        foreach (var (name, value) in attributes)
            node.Attribute.Add(Attribute(name, value));
        graph.Node.Add(node);
        Last = node.Output[0];
        return this;
    }

    /// <summary>Adds random weights, normal with standard deviation 0.5, and returns their name.</summary>
    public string Weights(params int[] lengths)
    {
        var random = new RandomNumbers(7, weights);
        return Constant([.. Enumerable.Range(0, lengths.Aggregate(1, (a, b) => a * b)).Select(place => (float)(0.5 * random.Normal(place)))], lengths);
    }

    /// <summary>Adds positive numbers, such as variances.</summary>
    public string Positive(params int[] lengths)
    {
        var random = new RandomNumbers(8, weights);
        return Constant([.. Enumerable.Range(0, lengths.Aggregate(1, (a, b) => a * b)).Select(place => (float)(0.5 + random.Uniform(place)))], lengths);
    }

    public string Constant(float[] values, params int[] lengths)
    {
        var tensor = new TensorProto { Name = $"w{weights++}", DataType = (int)TensorProto.Types.DataType.Float };
        tensor.Dims.AddRange(lengths.Select(length => (long)length));
        tensor.FloatData.AddRange(values);
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Wholes(params long[] values)
    {
        var tensor = new TensorProto { Name = $"w{weights++}", DataType = (int)TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>The model with its scores flattened.</summary>
    public ModelProto ToProto()
    {
        if (Last != "scores")
        {
            Node("Flatten", [Last], ("axis", 1));
            graph.Node[^1].Output[0] = Last = "scores";
            graph.Output.Add(Port("scores", ["N", "K"]));
        }
        var model = new ModelProto { IrVersion = 8, Graph = graph, ProducerName = "tests" };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        return model;
    }

    public byte[] ToBytes() => ToProto().ToByteArray();

    private static ValueInfoProto Port(string name, object[] lengths)
    {
        var shape = new TensorShapeProto();
        foreach (var length in lengths)
            shape.Dim.Add(length is string free ? new TensorShapeProto.Types.Dimension { DimParam = free } : new TensorShapeProto.Types.Dimension { DimValue = (int)length });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape } } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int whole:
                (attribute.Type, attribute.I) = (AttributeProto.Types.AttributeType.Int, whole);
                break;
            case float number:
                (attribute.Type, attribute.F) = (AttributeProto.Types.AttributeType.Float, number);
                break;
            case string word:
                (attribute.Type, attribute.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(word));
                break;
            case int[] wholes:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.AddRange(wholes.Select(number => (long)number));
                break;
            case float[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Floats;
                attribute.Floats.AddRange(numbers);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no kind of attribute.");
        }
        return attribute;
    }
}
