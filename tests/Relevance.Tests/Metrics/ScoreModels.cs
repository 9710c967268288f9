using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>Models of images [n, 2, 8, 8] and their scores.</summary>
internal static class ScoreModels
{
    /// <summary>Scores that are linear in the image, f = Wx + b, random: [n, 4].</summary>
    public static (Network Network, Weights Weights, Weights Bias) Linear(int seed)
    {
        var draw = new RandomNetworks.Draw(seed);
        var (weights, bias) = (draw.Weight(4, 128), draw.Bias(4)!);
        return (Dense(weights, bias), weights, bias);
    }

    /// <summary>f = Wx + b.</summary>
    public static Network Dense(Weights weights, Weights? bias)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.Dense("1", weights, bias, builder.Add("0", new FlattenLayer(), builder.Input)));
    }

    /// <summary>The scores of one image.</summary>
    public static double[] ScoresOf(this Model model, ReadOnlySpan<double> image, Shape shape) =>
        model.Scores(Tensors.Of(image.ToArray(), 1, shape)).Values.ToArray();

    /// <summary>Images of one value.</summary>
    public static Tensor<double> Filled(int count, double value) => Tensors.Of(Enumerable.Repeat(value, count * 128).ToArray(), count, [2, 8, 8]);
}
