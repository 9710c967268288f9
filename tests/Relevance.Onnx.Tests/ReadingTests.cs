using Google.Protobuf;
using Relevance.Gradients;
using Relevance.Networks.Layers;
using Relevance.Onnx.Schema;
using Relevance.Onnx.Tests.Support;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Onnx.Tests;

/// <summary>What files hold besides operations: versions, constants in unusual places, ends that are no scores, and what is wrong with a file.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Softmax", FinalFunction.Softmax)]
    [InlineData("LogSoftmax", FinalFunction.LogSoftmax)]
    [InlineData("Sigmoid", FinalFunction.Sigmoid)]
    public void What_makes_probabilities_of_scores_is_left_out(string operation, FinalFunction final)
    {
        var tiny = new TinyModel(13, 4);
        tiny.Then("Gemm", [tiny.Weights(4, 3)]).Then(operation, []);

        var model = Load(tiny.ToProto());

        Assert.Equal(final, model.Final);
        Assert.Equal("Linear", Assert.Single(model.Network.Nodes).Layer.Kind);
    }

    [Fact]
    public void Constants_that_old_files_list_among_the_inputs_are_constants()
    {
        var tiny = new TinyModel(8, 4);
        var weight = tiny.Weights(4, 3);
        var proto = tiny.Then("Gemm", [weight]).ToProto();
        proto.IrVersion = 3;
        var port = proto.Graph.Input[0].Clone();
        port.Name = weight;
        proto.Graph.Input.Add(port);

        Assert.Equal("x", Load(proto).InputName);
    }

    [Fact]
    public void Weights_of_half_precision_in_lists_of_patterns_behind_a_cast_are_read()
    {
        var tiny = new TinyModel(13, 2);
        var proto = tiny.Node("Cast", ["half"], ("to", 1)).Node("MatMul", ["x", tiny.Last]).ToProto();
        var half = new TensorProto { Name = "half", DataType = (int)TensorProto.Types.DataType.Float16 };
        half.Dims.AddRange([2L, 1L]);
        half.Int32Data.AddRange([BitConverter.HalfToUInt16Bits((Half)1.5), BitConverter.HalfToUInt16Bits((Half)(-2))]);
        proto.Graph.Initializer.Add(half);

        Assert.Equal([1.5, -2], Gradient(Load(proto), 2));
    }

    [Fact]
    public void Weights_in_a_file_beside_the_model_are_read()
    {
        var tiny = new TinyModel(13, 2);
        var proto = tiny.Then("MatMul", ["outside"]).ToProto();
        proto.Graph.Initializer.Add(External("weights.bin"));
        File.WriteAllBytes(Path.Combine(folder, "weights.bin"), [.. BitConverter.GetBytes(3f), .. BitConverter.GetBytes(4f)]);

        Assert.Equal([3, 4], Gradient(Load(proto), 2));
    }

    [Theory]
    [InlineData("../weights.bin", "not in the folder of the model")]
    [InlineData("missing.bin", "not beside the model")]
    public void A_file_of_weights_elsewhere_is_not_read(string location, string part)
    {
        var proto = new TinyModel(13, 2).Then("MatMul", ["outside"]).ToProto();
        proto.Graph.Initializer.Add(External(location));

        Assert.Contains(part, Fails(proto), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_gives_all_relevance_to_its_signal()
    {
        var model = LoadCase("squeeze and excitation");

        var gate = Assert.Single(model.Network.Nodes, node => node.Layer is ProductLayer);
        Assert.Equal("Gate", gate.Layer.Kind);
        var plan = NamedComposites.Find("epsilon").Create(0, 1).Plan(model.Network);
        Assert.Equal("signal-takes-all", plan[gate.Index].Rule.Name);
    }

    [Fact]
    public void A_layer_without_a_rule_is_an_error_that_names_it_and_gradients_explain_it_all_the_same()
    {
        var model = LoadCase("Softmax between layers");

        var error = Assert.Throws<ArgumentException>(() => new LayerwiseRelevancePropagation(model.Network, NamedComposites.Find("epsilon").Create(0, 1)));

        Assert.Contains("'Softmax0' (Softmax(axis 0))", error.Message, StringComparison.Ordinal);
        Assert.Contains("integrated-gradients", error.Message, StringComparison.Ordinal);
        Assert.Equal(30, Gradient(model, 5, 6).Length);
    }

    [Theory]
    [InlineData("LSTM", "Node 'LSTM0' (LSTM): this operation is not read")]
    [InlineData("QuantizeLinear", "the model is quantised")]
    public void An_operation_that_is_not_read_is_an_error_that_names_the_node(string operation, string part) =>
        Assert.Contains(part, Fails(new TinyModel(13, 4).Then(operation, []).ToProto()), StringComparison.Ordinal);

    [Fact]
    public void A_normalisation_and_a_dropout_in_training_mode_are_refused()
    {
        var norm = new TinyModel(15, 3, 4, 4);
        norm.Then("BatchNormalization", [norm.Positive(3), norm.Weights(3), norm.Weights(3), norm.Positive(3)], ("training_mode", 1));
        Assert.Contains("training mode", Fails(norm.ToProto()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 8, "opset")]
    [InlineData(27, 8, "opset")]
    [InlineData(13, 2, "IR")]
    [InlineData(13, 14, "IR")]
    public void Other_versions_are_refused(int opset, int format, string part)
    {
        var proto = new TinyModel(opset, 4).Then("Relu", []).ToProto();
        proto.IrVersion = format;
        Assert.Contains(part, Fails(proto), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_for_each_place_are_refused()
    {
        var proto = new TinyModel(13, 3, 4, 4).Then("Relu", []).ToProto();
        proto.Graph.Node.RemoveAt(1);
        proto.Graph.Output[0].Name = "t0";
        Assert.Contains("scores for each place", Fails(proto), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_and_a_missing_tensor_are_told()
    {
        var circle = new TinyModel(13, 4).Node("Add", ["x", "t1"]).Node("Relu", ["t0"]).ToProto();
        Assert.Contains("circle", Fails(circle), StringComparison.Ordinal);
        Assert.Contains("reads 'nowhere', which nothing computes", Fails(new TinyModel(13, 4).Node("Relu", ["nowhere"]).ToProto()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_ONNX_file_or_only_half_of_one_is_told_with_its_name()
    {
        var path = Path.Combine(folder, "net.onnx");
        File.WriteAllText(path, "This is no model.");
        Assert.Contains(path, Assert.Throws<OnnxException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
        var whole = OperatorCases.All["Conv"]().ToBytes();
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<OnnxException>(() => OnnxModel.Load(path));
        }
    }

    [Fact]
    public void A_file_with_a_changed_byte_is_read_or_refused_but_nothing_else()
    {
        var path = Path.Combine(folder, "net.onnx");
        var random = new Random(1);
        string[] cases = [.. OperatorCases.All.Keys];
        for (var run = 0; run < 1_000; run++)
        {
            var bytes = OperatorCases.All[cases[run % cases.Length]]().ToBytes();
            for (var change = random.Next(3); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                OnnxModel.Load(path);
            }
            catch (OnnxException)
            {
            }
        }
    }

    [Fact]
    public void A_shape_that_the_file_leaves_open_is_asked_for()
    {
        var proto = new TinyModel(13, 3, 4, 4).Then("GlobalAveragePool", []).ToProto();
        proto.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new TensorShapeProto.Types.Dimension { DimParam = "height" };
        Assert.Contains("Give the shape of an image", Fails(proto), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "net.onnx"), proto.ToByteArray());
        Assert.Equal([3, 8, 4], OnnxModel.Load(Path.Combine(folder, "net.onnx"), [3, 8, 4]).InputShape);
    }

    [Fact]
    public void Layers_are_found_by_the_tensors_that_they_compute()
    {
        var golden = Golden.Of("mobilenet");
        Assert.Equal("/net/net.0/net.0.6/net.0.6.0/Conv", golden.Model("model.bn_folded.onnx").LayerOf("/net/net.0/net.0.6/net.0.6.0/Conv_output_0"));
        Assert.Null(golden.Model().LayerOf("no such tensor"));
    }

    private static TensorProto External(string location)
    {
        var tensor = new TensorProto { Name = "outside", DataType = (int)TensorProto.Types.DataType.Float, DataLocation = TensorProto.Types.DataLocation.External };
        tensor.Dims.AddRange([2L, 1L]);
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        return tensor;
    }

    private static double[] Gradient(OnnxModel model, params int[] image)
    {
        var size = image.Aggregate(1, (a, b) => a * b);
        var ones = System.Numerics.Tensors.Tensor.Create([.. Enumerable.Range(1, size).Select(place => (double)place)], [1, .. image.Select(length => (nint)length)]);
        return new InputGradient(model.Network).Explain(ones, Target.Class(0)).Relevance.Values.ToArray();
    }

    private OnnxModel LoadCase(string name) => Load(OperatorCases.All[name]().ToProto());

    private OnnxModel Load(ModelProto proto)
    {
        var path = Path.Combine(folder, "net.onnx");
        File.WriteAllBytes(path, proto.ToByteArray());
        return OnnxModel.Load(path);
    }

    private string Fails(ModelProto proto) => Assert.Throws<OnnxException>(() => Load(proto)).Message;
}
