using System.Numerics.Tensors;
using Relevance.Metrics;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

public class LocalizationTests
{
    private static readonly Tensor<double> Images = RandomNetworks.Images(4);
    private static readonly bool[][] Objects = [.. Enumerable.Range(0, 3).Select(_ => Pixels(IsLeft))];

    [Fact]
    public void Relevance_on_the_object_alone_counts_fully_and_beside_it_not_at_all()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
        {
            Assert.All(Values(measure, Left), value => Assert.Equal(1, value));
            Assert.All(Values(measure, Right), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void The_same_relevance_everywhere_gives_the_share_of_the_object()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
            Assert.All(Values(measure, (_, _) => 1), value => Assert.Equal(3.0 / 8, value, 1e-12));
    }

    [Fact]
    public void What_speaks_against_the_class_does_not_count()
    {
        Assert.All(Values(new RelevanceMass(Objects), Map), value => Assert.Equal(0.75, value, 1e-12));
        Assert.All(Values(new PointingGame(Objects), Map), value => Assert.Equal(1, value));

        static double Map(int image, int place) => place == 64 + 2 * 8 ? 3 : place == 2 * 8 + 7 ? 1 : -Right(image, place);
    }

    [Fact]
    public void The_scale_of_the_relevance_plays_no_part()
    {
        var map = RandomNetworks.Images(1);
        Assert.Equal(
            Values(new RelevanceMass(Objects), (image, place) => map.Image(image)[place]), Values(new RelevanceMass(Objects), (image, place) => 1e6 * map.Image(image)[place]),
            (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void A_mask_of_channels_tells_them_apart()
    {
        bool[][] objects = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 128).Select(place => place >= 64).ToArray())];
        Assert.All(Values(new RelevanceMass(objects), (_, _) => 1), value => Assert.Equal(0.5, value, 1e-12));
    }

    [Fact]
    public void Each_image_has_its_own_object_whatever_the_batch()
    {
        bool[][] objects = [.. Enumerable.Range(0, 3).Select(image => Pixels(pixel => pixel % 8 <= image))];
        var found = new RelevanceMass(objects).Evaluate(Constant((_, _) => 1), Images, options: new ExplainOptions { BatchSize = 1 });
        Assert.Equal([0.125, 0.25, 0.375], found.Values.Select(value => value!.Value));
    }

    [Fact]
    public void No_positive_relevance_is_a_failure_with_its_reason()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
        {
            var result = measure.Evaluate(Constant((_, _) => -1), Images);
            Assert.Equal(3, result.Failures.Count);
            Assert.All(result.Failures, failure => Assert.Equal("No relevance is positive.", failure.Reason));
        }
    }

    [Fact]
    public void Objects_that_do_not_fit_are_refused()
    {
        Assert.Contains("image 1", Assert.Throws<ArgumentException>(() => new RelevanceMass([[true, false], [false, false]])).Message, StringComparison.Ordinal);
        bool[][] small = [.. Objects.Select(pixels => pixels[..56])];
        Assert.Contains("56 values", Assert.Throws<ArgumentException>(() => Values(new PointingGame(small), Left)).Message, StringComparison.Ordinal);
        Assert.Contains("2 images", Assert.Throws<ArgumentException>(() => Values(new PointingGame(Objects[..2]), Left)).Message, StringComparison.Ordinal);
    }

    private static bool IsLeft(int place) => place % 8 < 3;

    private static double Left(int image, int place) => IsLeft(place) ? 1 : 0;

    private static double Right(int image, int place) => 1 - Left(image, place);

    private static bool[] Pixels(Func<int, bool> inside) => [.. Enumerable.Range(0, 64).Select(inside)];

    private static CustomExplainer Constant(Func<int, int, double> map) =>
        CustomExplainer.ByValue(RandomNetworks.Convolutional(1, Biases.Any), (image, place, _) => map(image, place));

    private static double[] Values(Measure measure, Func<int, int, double> map) => [.. measure.Evaluate(Constant(map), Images).Values.Select(value => value!.Value)];
}
