namespace Relevance.Onnx.Tests.Support;

/// <summary>Small models, at least one for each operation and for each way in which versions of ONNX or exporters write it.</summary>
internal static class OperatorCases
{
    private static readonly int[] Picture = [3, 7, 8];

    public static IReadOnlyDictionary<string, Func<TinyModel>> All { get; } = new Dictionary<string, Func<TinyModel>>
    {
        ["Conv"] = () => Of(17, Picture, m => m.Then("Conv", [m.Weights(4, 3, 3, 3), m.Weights(4)], ("pads", new[] { 1, 0, 2, 1 }), ("strides", new[] { 2, 1 }), ("dilations", new[] { 1, 2 }))),
        ["Conv, groups"] = () => Of(17, [4, 6, 6], m => m.Then("Conv", [m.Weights(8, 1, 3, 3)], ("group", 4), ("kernel_shape", new[] { 3, 3 }))),
        ["Conv, SAME_UPPER"] = () => Of(7, Picture, m => m.Then("Conv", [m.Weights(4, 3, 2, 3)], ("auto_pad", "SAME_UPPER"), ("strides", new[] { 2, 2 }))),
        ["Conv, SAME_LOWER"] = () => Of(11, Picture, m => m.Then("Conv", [m.Weights(4, 3, 2, 3)], ("auto_pad", "SAME_LOWER"), ("strides", new[] { 2, 2 }))),
        ["Conv, VALID"] = () => Of(11, Picture, m => m.Then("Conv", [m.Weights(4, 3, 2, 3)], ("auto_pad", "VALID"))),
        ["Conv of a signal"] = () => Of(17, [3, 12], m => m.Then("Conv", [m.Weights(4, 3, 5)], ("strides", new[] { 2 }))),
        ["Conv, then BatchNormalization"] = () => Of(17, Picture, m => Norm(m.Then("Conv", [m.Weights(4, 3, 3, 3)]), 4)),
        ["BatchNormalization alone"] = () => Of(9, Picture, m => Norm(m, 3)),
        ["ConvTranspose"] = () => Of(17, Picture, m => m.Then("ConvTranspose", [m.Weights(3, 2, 3, 3), m.Weights(2)], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 1 }), ("output_padding", new[] { 1, 0 }))),
        ["ConvTranspose, output_shape"] = () => Of(17, Picture, m => m.Then("ConvTranspose", [m.Weights(3, 2, 3, 3)], ("strides", new[] { 2, 2 }), ("output_shape", new[] { 14, 16 }))),
        ["ConvTranspose, groups"] = () => Of(17, [4, 5, 5], m => m.Then("ConvTranspose", [m.Weights(4, 3, 2, 2)], ("group", 2), ("strides", new[] { 2, 2 }))),
        ["Gemm"] = () => Of(17, [6], m => m.Then("Gemm", [m.Weights(6, 4), m.Weights(4)], ("alpha", 0.5f), ("beta", 2f))),
        ["Gemm, transposed, one summand"] = () => Of(17, [6], m => m.Then("Gemm", [m.Weights(4, 6), m.Constant([0.3f], 1, 1)], ("transB", 1))),
        ["Gemm, beta 0"] = () => Of(17, [6], m => m.Then("Gemm", [m.Weights(6, 4), m.Weights(4)], ("beta", 0f))),
        ["MatMul and Add"] = () => Of(13, [6], m => m.Then("MatMul", [m.Weights(6, 4)]).Then("Add", [m.Weights(4)])),
        ["MatMul along the last axis"] = () => Of(13, [5, 6], m => m.Then("MatMul", [m.Weights(6, 4)])),
        ["MaxPool"] = () => Of(17, Picture, m => m.Then("MaxPool", [], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))),
        ["MaxPool, ceil"] = () => Of(17, Picture, m => m.Then("MaxPool", [], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1))),
        ["MaxPool, SAME_UPPER"] = () => Of(8, Picture, m => m.Then("MaxPool", [], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER"))),
        ["MaxPool, dilated"] = () => Of(17, Picture, m => m.Then("MaxPool", [], ("kernel_shape", new[] { 2, 2 }), ("dilations", new[] { 2, 3 }))),
        ["AveragePool"] = () => Of(17, Picture, m => m.Then("AveragePool", [], ("kernel_shape", new[] { 3, 2 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 0 }))),
        ["AveragePool, counting"] = () => Of(17, Picture, m => m.Then("AveragePool", [], ("kernel_shape", new[] { 3, 2 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 0 }), ("count_include_pad", 1))),
        ["AveragePool, ceil"] = () => Of(19, Picture, m => m.Then("AveragePool", [], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 3 }), ("ceil_mode", 1), ("count_include_pad", 1), ("pads", new[] { 1, 1, 1, 1 }))),
        ["GlobalAveragePool"] = () => Of(17, Picture, m => m.Then("GlobalAveragePool", [])),
        ["GlobalMaxPool"] = () => Of(17, Picture, m => m.Then("GlobalMaxPool", [])),
        ["ReduceMean over rows and columns"] = () => Of(13, Picture, m => m.Then("ReduceMean", [], ("axes", new[] { 2, 3 }), ("keepdims", 0))),
        ["ReduceMean, axes as input"] = () => Of(18, Picture, m => m.Then("ReduceMean", [m.Wholes(-1, 1)])),
        ["ReduceSum, axes as input"] = () => Of(13, Picture, m => m.Then("ReduceSum", [m.Wholes(2)], ("keepdims", 0))),
        ["ReduceMax"] = () => Of(13, Picture, m => m.Then("ReduceMax", [], ("axes", new[] { 1 }))),
        ["Relu"] = () => Of(17, Picture, m => m.Then("Relu", [])),
        ["LeakyRelu"] = () => Of(17, Picture, m => m.Then("LeakyRelu", [], ("alpha", 0.2f))),
        ["PRelu"] = () => Of(17, Picture, m => m.Then("PRelu", [m.Weights(3, 1, 1)])),
        ["Elu"] = () => Of(17, Picture, m => m.Then("Elu", [], ("alpha", 0.7f))),
        ["Selu"] = () => Of(17, Picture, m => m.Then("Selu", [])),
        ["Celu"] = () => Of(17, Picture, m => m.Then("Celu", [], ("alpha", 0.7f))),
        ["Clip, attributes"] = () => Of(7, Picture, m => m.Then("Clip", [], ("min", -0.4f), ("max", 0.6f))),
        ["Clip, inputs"] = () => Of(17, Picture, m => m.Then("Clip", [m.Constant([-0.4f]), m.Constant([0.6f])])),
        ["Clip, one bound"] = () => Of(17, Picture, m => m.Then("Clip", ["", m.Constant([0.6f])])),
        ["Sigmoid"] = () => Of(17, Picture, m => m.Then("Sigmoid", []).Then("Mul", [m.Constant([2f])])),
        ["HardSigmoid"] = () => Of(17, Picture, m => m.Then("HardSigmoid", [])),
        ["HardSwish"] = () => Of(17, Picture, m => m.Then("HardSwish", [])),
        ["HardSwish taken apart"] = () => Of(11, Picture, m => m.Then("Add", [m.Constant([3f])]).Then("Clip", [m.Constant([0f]), m.Constant([6f])]).Then("Div", [m.Constant([6f])]).Then("Mul", ["x"])),
        ["HardSwish taken apart, divided last"] = () => Of(11, Picture, m => m.Then("Add", [m.Constant([3f])]).Then("Clip", [m.Constant([0f]), m.Constant([6f])]).Then("Mul", ["x"]).Then("Div", [m.Constant([6f])])),
        ["Tanh"] = () => Of(17, Picture, m => m.Then("Tanh", [])),
        ["Softplus"] = () => Of(17, Picture, m => m.Then("Softplus", [])),
        ["Softsign"] = () => Of(17, Picture, m => m.Then("Softsign", [])),
        ["Gelu"] = () => Of(20, Picture, m => m.Then("Gelu", [])),
        ["Gelu by tanh"] = () => Of(20, Picture, m => m.Then("Gelu", [], ("approximate", "tanh"))),
        ["Gelu taken apart"] = () => Of(17, Picture, m => m.Then("Div", [m.Constant([1.4142135f])]).Then("Erf", []).Then("Add", [m.Constant([1f])]).Then("Mul", ["x"]).Then("Mul", [m.Constant([0.5f])])),
        ["Mish"] = () => Of(18, Picture, m => m.Then("Mish", [])),
        ["Mish taken apart"] = () => Of(17, Picture, m => m.Then("Softplus", []).Then("Tanh", []).Then("Mul", ["x"])),
        ["SiLU taken apart"] = () => Of(17, Picture, m => m.Then("Sigmoid", []).Then("Mul", ["x"])),
        ["Abs, Exp, Sqrt, Erf"] = () => Of(17, Picture, m => m.Then("Abs", []).Then("Exp", []).Then("Sqrt", []).Then("Erf", [])),
        ["Add of branches"] = () => Of(17, Picture, m => m.Then("Relu", []).Then("Add", ["x"])),
        ["Add, broadcast"] = () => Of(17, Picture, m => m.Then("GlobalAveragePool", []).Then("Add", ["x"])),
        ["Sub of branches"] = () => Of(17, Picture, m => m.Then("Tanh", []).Then("Sub", ["x"])),
        ["Sub from a constant"] = () => Of(17, Picture, m => m.Node("Sub", [m.Constant([1f]), "x"])),
        ["Mul by channels"] = () => Of(17, Picture, m => m.Then("Mul", [m.Weights(1, 3, 1, 1)])),
        ["Mul and Add by places"] = () => Of(17, Picture, m => m.Then("Mul", [m.Weights(7, 8)]).Then("Add", [m.Weights(8)])),
        ["Mul of branches"] = () => Of(17, Picture, m => m.Then("Tanh", []).Then("Mul", ["x"])),
        ["Div of branches"] = () => Of(17, Picture, m => m.Then("Exp", []).Node("Div", ["x", m.Last])),
        ["squeeze and excitation"] = () => Of(17, Picture, m => m.Then("GlobalAveragePool", []).Then("Conv", [m.Weights(3, 3, 1, 1)]).Then("Sigmoid", []).Then("Mul", ["x"])),
        ["Pow"] = () => Of(17, Picture, m => m.Then("Pow", [m.Constant([2f])])),
        ["Neg"] = () => Of(17, Picture, m => m.Then("Neg", [])),
        ["Concat"] = () => Of(17, Picture, m => m.Then("Relu", []).Then("Concat", ["x"], ("axis", -3))),
        ["Slice"] = () => Of(13, Picture, m => m.Then("Slice", [m.Wholes(5, -1), m.Wholes(0, -9), m.Wholes(2, 3), m.Wholes(-2, -3)])),
        ["Slice, attributes"] = () => Of(9, Picture, m => m.Then("Slice", [], ("starts", new[] { 1, 0 }), ("ends", new[] { 100, -1 }), ("axes", new[] { 2, 3 }))),
        ["Gather"] = () => Of(13, Picture, m => m.Then("Gather", [m.Wholes(2, 0, -1, 2)], ("axis", 3))),
        ["Transpose"] = () => Of(13, Picture, m => m.Then("Transpose", [], ("perm", new[] { 0, 2, 3, 1 })).Then("Relu", [])),
        ["Reshape"] = () => Of(13, Picture, m => m.Then("Reshape", [m.Wholes(0, -1, 4)]).Then("MatMul", [m.Weights(4, 2)])),
        ["Reshape that merges images"] = () => Of(13, [4, 6], m => m.Then("Reshape", [m.Wholes(-1, 3)]).Then("MatMul", [m.Weights(3, 2)]).Then("Reshape", [m.Wholes(-1, 16)])),
        ["Squeeze and Unsqueeze"] = () => Of(13, [3, 1, 5], m => m.Then("Squeeze", [m.Wholes(2)]).Then("Unsqueeze", [m.Wholes(1, -1)])),
        ["Squeeze, attributes"] = () => Of(11, [3, 1, 5], m => m.Then("Squeeze", [], ("axes", new[] { 2 }))),
        ["Flatten"] = () => Of(13, Picture, m => m.Then("Flatten", [], ("axis", -3))),
        ["Pad"] = () => Of(13, Picture, m => m.Then("Pad", [m.Wholes(0, 0, 1, 2, 0, 0, 0, 1), m.Constant([0.5f])])),
        ["Pad, reflect"] = () => Of(13, Picture, m => m.Then("Pad", [m.Wholes(0, 0, 1, 2, 0, 0, 0, 1)], ("mode", "reflect"))),
        ["Pad, edge"] = () => Of(13, Picture, m => m.Then("Pad", [m.Wholes(0, 0, 1, 2, 0, 0, 0, 1)], ("mode", "edge"))),
        ["Pad, then MaxPool"] = () => Of(13, Picture, m => m.Then("Pad", [m.Wholes(0, 0, 1, 1, 0, 0, 1, 1)]).Then("MaxPool", [], ("kernel_shape", new[] { 2, 2 }))),
        ["Expand"] = () => Of(13, [3, 1, 4], m => m.Then("Expand", [m.Wholes(1, 5, 1)])),
        ["Tile"] = () => Of(13, Picture, m => m.Then("Tile", [m.Wholes(1, 1, 2, 1)])),
        ["DepthToSpace"] = () => Of(13, [8, 3, 2], m => m.Then("DepthToSpace", [], ("blocksize", 2))),
        ["DepthToSpace, CRD"] = () => Of(13, [8, 3, 2], m => m.Then("DepthToSpace", [], ("blocksize", 2), ("mode", "CRD"))),
        ["SpaceToDepth"] = () => Of(13, [2, 4, 6], m => m.Then("SpaceToDepth", [], ("blocksize", 2))),
        ["Resize, asymmetric and floor"] = () => Of(13, Picture, m => m.Then("Resize", ["", m.Constant([1, 1, 1.7f, 2], 4)], ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"))),
        ["Resize, by default"] = () => Of(13, Picture, m => m.Then("Resize", ["", m.Constant([1, 1, 1.5f, 0.6f], 4)])),
        ["Resize, linear"] = () => Of(13, Picture, m => m.Then("Resize", ["", m.Constant([1, 1, 2, 1.5f], 4)], ("mode", "linear"))),
        ["Resize, corners aligned, sizes"] = () => Of(13, Picture, m => m.Then("Resize", ["", "", m.Wholes(1, 3, 10, 5)], ("mode", "linear"), ("coordinate_transformation_mode", "align_corners"))),
        ["Upsample"] = () => Of(9, Picture, m => m.Then("Upsample", [m.Constant([1, 1, 2, 2], 4)], ("mode", "nearest"))),
        ["LayerNormalization"] = () => Of(17, [5, 6], m => m.Then("LayerNormalization", [m.Weights(6), m.Weights(6)])),
        ["InstanceNormalization"] = () => Of(17, Picture, m => m.Then("InstanceNormalization", [m.Weights(3), m.Weights(3)])),
        ["GroupNormalization"] = () => Of(21, [4, 5, 6], m => m.Then("GroupNormalization", [m.Weights(4), m.Weights(4)], ("num_groups", 2))),
        ["Softmax between layers"] = () => Of(13, [5, 6], m => m.Then("Softmax", [], ("axis", 1)).Then("MatMul", [m.Weights(6, 3)])),
        ["Softmax between layers, before 13"] = () => Of(11, [5, 6], m => m.Then("Softmax", [], ("axis", 1)).Then("MatMul", [m.Weights(6, 3)])),
        ["Dropout"] = () => Of(11, Picture, m => m.Then("Dropout", []).Then("Relu", [])),
        ["shape computed by a graph"] = () => Of(13, Picture, ShapeGraph),
    };

    /// <summary>What exporters write of x.reshape(x.shape[0], −1).</summary>
    private static TinyModel ShapeGraph(TinyModel m)
    {
        var axis = m.Wholes(0);
        m.Node("Shape", ["x"]).Then("Gather", [axis], ("axis", 0));
        var batch = m.Last;
        return m.Node("Concat", [batch, m.Wholes(-1)], ("axis", 0)).Node("Reshape", ["x", m.Last]).Then("Relu", []);
    }

    private static TinyModel Norm(TinyModel model, int channels) =>
        model.Then("BatchNormalization", [model.Positive(channels), model.Weights(channels), model.Weights(channels), model.Positive(channels)], ("epsilon", 0.01f));

    private static TinyModel Of(int opset, int[] image, Func<TinyModel, TinyModel> write) => write(new TinyModel(opset, image));
}
