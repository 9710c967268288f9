using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Formats;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>The fixed network and digits for which other libraries' heatmaps are at hand.</summary>
internal static class Golden
{
    public static double Low => (0 - 0.1307) / 0.3081;

    public static double High => (1 - 0.1307) / 0.3081;

    public static Network Network { get; } = Make(0.01);

    /// <summary>Which digit each image is.</summary>
    public static int[] Classes { get; } = [.. NumpyFile.Read(PathOf("labels")).ToLongs().Select(label => (int)label)];

    public static Target Labels => Target.Labels(Classes);

    public static Network Make(double slope)
    {
        var builder = new NetworkBuilder();
        var activation = new LeakyReluLayer(slope);
        var pooling = new LinearLayer("AvgPool2d", new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]));
        var x = Convolution("0", "conv1", builder.Input);
        x = builder.Add("2", pooling, builder.Add("1", activation, x));
        x = Convolution("3", "conv2", x);
        x = builder.Add("5", pooling, builder.Add("4", activation, x));
        x = Dense("8", "fc1", builder.Add("6", new FlattenLayer(), x));
        x = Dense("11", "fc2", builder.Add("9", activation, x));
        return builder.Build(Dense("14", "fc3", builder.Add("12", activation, x)));

        LayerOutput Convolution(string name, string file, LayerOutput from) =>
            builder.Convolution(name, WeightsOf($"weights/{file}.weight"), WeightsOf($"weights/{file}.bias"), ConvolutionGeometry.Plain(2), from);

        LayerOutput Dense(string name, string file, LayerOutput from) =>
            builder.Dense(name, WeightsOf($"weights/{file}.weight"), WeightsOf($"weights/{file}.bias"), from);
    }

    /// <summary>The digits, normalised, [32, 1, 28, 28].</summary>
    public static Tensor<T> Images<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = Read("inputs");
        return Tensors.Of([.. inputs.Values.ToArray().Select(T.CreateTruncating)], inputs.ImageCount, inputs.ImageShape);
    }

    /// <summary>An array of a file, its first axis images.</summary>
    public static Tensor<double> Read(string name)
    {
        var array = NumpyFile.Read(PathOf(name));
        var shape = array.Shape.Select(length => (int)length).ToArray();
        return Tensors.Of(array.ToDoubles(), shape[0], Shape.Of(shape.AsSpan(1)));
    }

    public static Weights WeightsOf(string name)
    {
        var array = NumpyFile.Read(PathOf(name));
        return Weights.Of(array.ToDoubles(), Shape.Of([.. array.Shape.Select(length => (int)length)]));
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.npy");
}
