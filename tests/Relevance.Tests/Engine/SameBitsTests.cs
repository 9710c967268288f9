using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Randomness;
using Relevance.Tests.Support;

namespace Relevance.Tests.Engine;

/// <summary>An image's scores and relevances have the same bits whatever images it is computed with, wherever among them, on however many threads.</summary>
public class SameBitsTests
{
    private static readonly int[] Batches = [1, 3, 4, 7, 16, 17, 64];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 8)];

    [Fact]
    public void Of_the_golden_network()
    {
        Explainer[] explainers = [new InputGradient(Golden.Network), new LayerwiseRelevancePropagation(Golden.Network, Named("epsilon-gamma-box"))];
        Assert.All(explainers, explainer =>
        {
            Require(explainer, Golden.Images<float>());
            Require(explainer, Golden.Images<double>());
        });
    }

    /// <summary>With padding, strides, dilation, groups, poolings of both kinds, branches, and odd numbers of everything.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_random_networks(int seed)
    {
        var network = RandomNetwork(seed);
        Explainer[] explainers = [new GuidedBackpropagation(network), new LayerwiseRelevancePropagation(network, Named("epsilon-alpha2-beta1-flat"))];
        Assert.All(explainers, explainer =>
        {
            Require(explainer, Images<float>(seed));
            Require(explainer, Images<double>(seed));
        });
    }

    private static void Require<T>(Explainer explainer, Tensor<T> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 64 images, with the first one last again: it is computed at the first place of a batch and at the last.
        int[] order = [.. Enumerable.Range(0, 63).Select(i => i % images.ImageCount), 0];
        var alone = Enumerable.Range(0, images.ImageCount).Select(i => explainer.Explain(Tensors.Range(images, i, 1), Target.Class(1), new ExplainOptions { BatchSize = 1, Threads = 1 })).ToArray();
        foreach (var size in Batches)
        {
            foreach (var threads in new[] { 1, 2 })
            {
                var together = explainer.Explain(Tensors.Select(images, order), Target.Class(1), new ExplainOptions { BatchSize = size, Threads = threads });
                RequireSame(together, order, alone, $"batches of {size}, {threads} threads");
            }
            // As many images as that, and no more.
            int[] few = [.. order[..(size - 1)], order[^1]];
            RequireSame(explainer.Explain(Tensors.Select(images, few), Target.Class(1), new ExplainOptions { Threads = 1 }), few, alone, $"{size} images");
        }
    }

    private static void RequireSame<T>(Explanation<T> together, int[] order, Explanation<T>[] alone, string where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (place, image) in order.Index())
        {
            if (!Bits(together.Scores.Image(place)).SequenceEqual(Bits(alone[image].Scores.Image(0))) || !Bits(together.Relevance.Image(place)).SequenceEqual(Bits(alone[image].Relevance.Image(0))))
                Assert.Fail($"Image {image} at place {place} of {where} is another than alone ({typeof(T).Name}, {together.Method})");
        }

        static ReadOnlySpan<byte> Bits(Span<T> values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);
    }

    private static Composite Named(string name) => NamedComposites.Find(name).Create(Golden.Low, Golden.High, new Dictionary<string, double>());

    private static Tensor<T> Images<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensors.Of([.. Execution.Normals(seed, 500, 9 * 2 * 13 * 11).Select(T.CreateTruncating)], 9, [2, 13, 11]);

    internal static Network RandomNetwork(int seed)
    {
        var random = new RandomNumbers(seed, 1);
        var stream = 10;
        var builder = new NetworkBuilder();
        var groups = 1 + random.Below(0, 2);
        var channels = groups * (1 + random.Below(1, 7));
        var x = builder.Convolution("first", Weight([channels, 2 / groups, 1 + random.Below(2, 3), 1 + random.Below(3, 4)]), Weight([channels]),
            new([1 + random.Below(4, 2), 1 + random.Below(5, 2)], [random.Below(6, 3), random.Below(7, 3)], [random.Below(8, 3), random.Below(9, 3)], [1 + random.Below(10, 2), 1], groups), builder.Input);
        x = builder.Add("relu", new LeakyReluLayer(0), x);
        var window = new WindowAxis(2 + random.Below(11, 2), 1 + random.Below(12, 2), 1, random.Below(13, 2), Ceil: random.Below(14, 2) == 1, CountsPadding: seed % 3 == 0);
        var windows = new SeparableMap("windows", [window, window]);
        x = seed % 2 == 0 ? builder.Add("pool", new MaxPoolingLayer("MaxPool2d", windows), x) : builder.Add("pool", new LinearLayer("AvgPool2d", windows), x);
        var branch = builder.Convolution("branch", Weight([channels, channels, 3, 3]), null, ConvolutionGeometry.Of(2, padding: 1), x);
        x = builder.Sum("sum", builder.Add("softly", new LeakyReluLayer(0.1), branch), x);
        var units = builder.Build(x).OutputShapes([2, 13, 11])[^1].Size;
        x = builder.Add("flat", new FlattenLayer(), x);
        x = builder.Add("rectified", new LeakyReluLayer(0), builder.Dense("hidden", Weight([13, units]), Weight([13]), x));
        return builder.Build(builder.Dense("scores", Weight([5, 13]), Weight([5]), x));

        Weights Weight(Shape shape) => Weights.Of([.. Execution.Normals(seed, stream++, shape.Size).Select(w => w / Math.Sqrt(shape.Size / shape[0]))], shape);
    }
}
