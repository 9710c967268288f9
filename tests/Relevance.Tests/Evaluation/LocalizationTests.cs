using Relevance.Evaluation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Evaluation;

public class LocalizationTests
{
    private static readonly Tensor Images = RandomNetworks.Images(4, 3).DetachFromDisposeScope();
    private static readonly bool[][] Objects = ToObjects(Left());

    [Fact]
    public void Relevance_on_the_object_alone_counts_fully_and_beside_it_not_at_all()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
        {
            Assert.All(Values(measure, Left().unsqueeze(1).expand(3, 2, 8, 8)), value => Assert.Equal(1, value));
            Assert.All(Values(measure, Right()), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void The_same_relevance_everywhere_gives_the_share_of_the_object()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
            Assert.All(Values(measure, ones(3, 2, 8, 8)), value => Assert.Equal(3.0 / 8, value, 1e-12));
    }

    [Fact]
    public void What_speaks_against_the_class_does_not_count()
    {
        var map = Right().neg();
        map[.., 1, 2, 0] = 3;
        map[.., 0, 2, 7] = 1;
        Assert.All(Values(new RelevanceMass(Objects), map), value => Assert.Equal(0.75, value, 1e-12));
        Assert.All(Values(new PointingGame(Objects), map), value => Assert.Equal(1, value));
    }

    [Fact]
    public void The_scale_of_the_relevance_plays_no_part()
    {
        var map = rand([3, 2, 8, 8], ScalarType.Float64, generator: new Generator(1));
        Assert.Equal(Values(new RelevanceMass(Objects), map), Values(new RelevanceMass(Objects), map * 1e6), (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void A_mask_of_channels_tells_them_apart()
    {
        var objects = zeros(3, 2, 8, 8);
        objects[.., 1] = 1;
        Assert.All(Values(new RelevanceMass(ToObjects(objects)), ones(3, 2, 8, 8)), value => Assert.Equal(0.5, value, 1e-12));
    }

    [Fact]
    public void Each_image_has_its_own_object_whatever_the_batch()
    {
        var objects = zeros(3, 8, 8);
        for (var i = 0; i < 3; i++)
            objects[i, .., ..(i + 1)] = 1;
        var found = new RelevanceMass(ToObjects(objects)).Evaluate(Constant(ones(3, 2, 8, 8)), Images, options: new ExplainOptions { BatchSize = 1 });
        Assert.Equal([0.125, 0.25, 0.375], found.Values.Select(value => value!.Value));
    }

    [Fact]
    public void No_positive_relevance_is_a_failure_with_its_reason()
    {
        foreach (var measure in new Measure[] { new RelevanceMass(Objects), new PointingGame(Objects) })
        {
            var result = measure.Evaluate(Constant(ones(3, 2, 8, 8).neg()), Images);
            Assert.Equal(3, result.Failures.Count);
            Assert.All(result.Failures, failure => Assert.Equal("No relevance is positive.", failure.Reason));
        }
    }

    [Fact]
    public void Objects_that_do_not_fit_are_refused()
    {
        Assert.Contains("image 1", Assert.Throws<ArgumentException>(() => new RelevanceMass([[true, false], [false, false]])).Message, StringComparison.Ordinal);
        Assert.Contains("56 values", Assert.Throws<ArgumentException>(() => Values(new PointingGame(ToObjects(ones(3, 8, 7))), Images)).Message, StringComparison.Ordinal);
        Assert.Contains("2 images", Assert.Throws<ArgumentException>(() => Values(new PointingGame(ToObjects(ones(2, 8, 8))), Images)).Message, StringComparison.Ordinal);
    }

    private static Tensor Left()
    {
        var objects = zeros(3, 8, 8);
        objects[.., .., ..3] = 1;
        return objects;
    }

    private static bool[][] ToObjects(Tensor masks) => [.. masks.to(ScalarType.Bool).data<bool>().ToArray().Chunk((int)(masks.numel() / masks.shape[0]))];

    private static Tensor Right() => 1 - Left().unsqueeze(1).expand(3, 2, 8, 8);

    private static CustomExplainer Constant(Tensor map) =>
        new(Relevance.Networks.Network.From(RandomNetworks.Convolutional(1, Biases.Any)), (batch, _) => map.index_select(0, tensor(batch.Places.ToArray())).to(ScalarType.Float64));

    private static double[] Values(Measure measure, Tensor map) => [.. measure.Evaluate(Constant(map), Images).Values.Select(value => value!.Value)];
}
