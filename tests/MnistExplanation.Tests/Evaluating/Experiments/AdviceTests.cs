using Mnist.Networks;
using MnistExplanation.Evaluating.Experiments;
using static Mnist.Networks.LayerSpecification;

namespace MnistExplanation.Tests.Evaluating.Experiments;

public sealed class AdviceTests
{
    [Fact]
    public void Each_network_differs_from_the_advised_one_in_one_piece_of_advice()
    {
        Assert.Equal(Architectures.Target, AdviceVariant.Advised.Architecture);
        Assert.All(AdviceVariant.Without, variant =>
        {
            Assert.Equal(1, new[] { variant.MaxPooling, !variant.Dropout, variant.FreeBiases }.Count(differs => differs));
            var layers = variant.Architecture.Layers;
            Assert.Equal(variant.MaxPooling ? 0 : 2, layers.OfType<AvgPool2d>().Count());
            Assert.Equal(variant.MaxPooling ? 2 : 0, layers.OfType<MaxPool2d>().Count());
            Assert.Equal(variant.Dropout ? 3 : 0, layers.OfType<Dropout>().Count());
            var options = variant.Options(4, seed: 7, threads: 1);
            Assert.Equal((variant.FreeBiases, 4, 7L, 1), (options.FreeBiases, options.Epochs, options.Seed, options.Threads));
        });
    }

    [Fact]
    public void The_sentence_says_for_each_piece_of_advice_what_the_measures_say()
    {
        AdviceResult[] results =
        [
            new(AdviceVariant.Advised, [Network(0.99, 1, 1, 1)]),
            new(AdviceVariant.Without[0], [Network(0.98, 2, 2, 2)]),
            new(AdviceVariant.Without[1], [Network(0.97, 0.5, 1, 2)]),
        ];

        var comparison = AdviceComparison.Of(results, seed: 0);

        Assert.Equal(Verdict.PartlyReproduced, comparison.Verdict);
        var sentence = comparison.Sentence("2 epochs");
        Assert.Contains("with max pooling bias share, selectivity and continuity got worse;", sentence, StringComparison.Ordinal);
        Assert.Contains("with no dropout continuity got worse, bias share got better, selectivity did not change for certain;", sentence, StringComparison.Ordinal);
        Assert.Contains("(2 epochs; for each kind 20 images, 1 network,", sentence, StringComparison.Ordinal);
    }

    private static AdviceMeasurement Network(double accuracy, double bias, double selectivity, double continuity) =>
        new(accuracy, Values(bias), Values(selectivity), Values(continuity), []);

    private static List<double?> Values(double value) => [.. Enumerable.Range(0, 20).Select(i => (double?)(value + 0.001 * i))];
}
