using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using Relevance.Formats;
using Relevance.Maps;

namespace Relevance.Onnx.Tests.Support;

/// <summary>A small trained network as an ONNX file, and what Captum and Zennit give for it; <c>golden/README.md</c> says how they were made.</summary>
internal sealed class Golden
{
    private readonly string folder;
    private readonly JsonElement meta;

    private Golden(string name)
    {
        folder = Path.Combine(AppContext.BaseDirectory, "golden", name);
        meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "meta.json"))).RootElement;
    }

    public static ImmutableArray<string> Names { get; } = ["densenet", "inception", "keras", "mlp", "mobilenet", "resnet", "target_cnn", "vgg"];

    /// <summary>All networks with all their files.</summary>
    public static IEnumerable<(string Network, string File)> Files => Names.SelectMany(name => Of(name).meta.GetProperty("files").EnumerateArray().Select(file => (name, file.GetProperty("file").GetString()!)));

    public static Golden Of(string name) => new(name);

    public string PathOf(string file) => Path.Combine(folder, file);

    public OnnxModel Model(string file = "model.onnx") => OnnxModel.Load(PathOf(file));

    public bool Has(string array) => meta.GetProperty("arrays").TryGetProperty(array, out _);

    /// <summary>Numbers of an array, such as its bounds of pixels.</summary>
    public double[] Numbers(string array, string key) => [.. meta.GetProperty("arrays").GetProperty(array).GetProperty(key).EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>The largest difference of a run in float32 from one in float64, relative to the peak of each sample.</summary>
    public double Conditioning(string array) => meta.GetProperty("arrays").GetProperty(array).GetProperty("f32_vs_f64_max").GetDouble();

    public bool IsNhwc => meta.GetProperty("input").GetProperty("layout").GetString() == "NHWC";

    public Tensor<T> Inputs<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var array = NumpyFile.Read(PathOf("inputs.npy"));
        return System.Numerics.Tensors.Tensor.Create([.. array.ToDoubles().Select(T.CreateTruncating)], [.. array.Shape.Select(length => (nint)length)]);
    }

    public double[] Read(string array) => NumpyFile.Read(PathOf($"{array}.npy")).ToDoubles();

    /// <summary>The scores before a softmax at the end.</summary>
    public double[] Scores => Read(File.Exists(PathOf("logits.npy")) ? "logits" : "scores");

    /// <summary>A number for each channel, as an image.</summary>
    public double[] PerChannel(double[] values, Shape shape)
    {
        var perChannel = shape.Size / values.Length;
        return [.. Enumerable.Range(0, shape.Size).Select(place => values[IsNhwc ? place % values.Length : place / perChannel])];
    }

    /// <summary>The largest difference of one sample relative to its peak.</summary>
    public static double Difference<T>(ReadOnlySpan<T> ours, double[] theirs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(theirs.Length, ours.Length);
        var size = theirs.Length / samples;
        var worst = 0.0;
        for (var sample = 0; sample < samples; sample++)
        {
            var (peak, largest) = (0.0, 0.0);
            for (var i = sample * size; i < (sample + 1) * size; i++)
            {
                var value = double.CreateTruncating(ours[i]);
                largest = double.IsNaN(value) ? double.PositiveInfinity : Math.Max(largest, Math.Abs(value - theirs[i]));
                peak = Math.Max(peak, Math.Abs(theirs[i]));
            }
            worst = Math.Max(worst, largest / peak);
        }
        return worst;
    }
}
