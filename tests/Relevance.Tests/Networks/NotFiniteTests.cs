using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Networks;

/// <summary>Infinity, and what is not a number, within a network: neither hidden nor made from nothing.</summary>
public class NotFiniteTests
{
    private static readonly SeparableMap Pairs = new("2", [new WindowAxis(2, 2)]);

    /// <summary>The padding before a max pooling that no value may lose to.</summary>
    [Fact]
    public void Padding_by_minus_infinity_leaves_the_values_as_they_are()
    {
        var b = new NetworkBuilder();
        var padded = b.Add("pad", new ConstantPaddingLayer("ConstantPad1d", [1], [1], double.NegativeInfinity), b.Input);
        var network = b.Build(b.Add("pool", new MaxPoolingLayer("MaxPool1d", Pairs), padded));
        foreach (var images in new[] { 1, 16 })
        {
            var given = Enumerable.Range(0, images).SelectMany(image => new float[] { image, -image - 1, 3, -7 }).ToArray();
            var scores = network.Scores(Tensors.Of(given, images, [4]));
            Assert.All(Enumerable.Range(0, images), image => Assert.Equal([image, 3, -7], scores.Image(image).ToArray()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_not_a_number_is_hidden_by_no_window(int place)
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Add("pool", new MaxPoolingLayer("MaxPool1d", Pairs), b.Input));
        foreach (var images in new[] { 1, 16 })
        {
            var given = Enumerable.Range(0, images).SelectMany(_ => new float[] { 1, 1, 4, 5 }).ToArray();
            for (var image = 0; image < images; image++)
                given[4 * image + place] = float.NaN;
            var scores = network.Scores(Tensors.Of(given, images, [4]));
            Assert.All(Enumerable.Range(0, images), image => Assert.Equal([float.NaN, 5], scores.Image(image).ToArray()));
        }
    }
}
