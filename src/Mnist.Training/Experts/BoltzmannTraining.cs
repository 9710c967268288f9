using Mnist.Networks;
using Mnist.Training;
using Relevance.Formats;
using static Mnist.Experts.ExpertTensors;
using static TorchSharp.torch;

namespace Mnist.Experts;

/// <summary>
/// Trains a restricted Boltzmann machine of binary hidden units, given which pixels are normally distributed, by persistent contrastive
/// divergence: the gradient of the log-likelihood is the correlation of pixels and hidden units in the data minus that in samples of the machine,
/// which chains carry on from step to step.
/// </summary>
/// <remarks>
/// Source: Tieleman, Training restricted Boltzmann machines using approximations to the
/// likelihood gradient, 2008; Hinton, A practical guide to training restricted Boltzmann machines, 2010.
/// </remarks>
internal static class BoltzmannTraining
{
    private const int BatchSize = 100, Chains = 100;
    private const double LearningRate = 0.05, WeightDecay = 1e-4;

    /// <summary>Of a pixel given the hidden units. Half of this and the chains no longer mix; much more and they see only noise.</summary>
    private const double PixelVariance = 0.1;

    internal static IEnumerable<NamedTensor> Train(
        ImageTensors images, int hidden, int epochs, long seed, Action<int, double, double> report, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        using var random = new Generator((ulong)seed);
        const int size = Data.LabelledImages.PixelsPerImage;
        var weight = randn([hidden, size], generator: random).mul_(0.01);
        var hiddenBias = zeros(hidden);
        var visibleBias = zeros(size);
        var chains = rand([Chains, size], generator: random);
        var batches = (images.Count + BatchSize - 1) / BatchSize;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            using var epochScope = NewDisposeScope();
            var order = randperm(images.Count, ScalarType.Int64, generator: random);
            var error = 0.0;
            for (var batch = 0; batch < batches; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var batchScope = NewDisposeScope();
                var first = batch * BatchSize;
                var pixels = images.Batch(order.narrow(0, first, Math.Min(BatchSize, images.Count - first))).flatten(1);
                var active = Hidden(pixels);
                var sampledHidden = Sample(Hidden(chains), random);
                chains.copy_(Visible(sampledHidden).add_(randn([Chains, size], generator: random), Math.Sqrt(PixelVariance)));
                var activeInChains = Hidden(chains);
                // Falls to zero, so that the weights come to rest among the samples' noise.
                var rate = LearningRate * (1 - (double)(epoch * batches + batch) / (epochs * batches));
                var (byData, byChains) = (rate / pixels.shape[0], -rate / Chains);
                weight.mul_(1 - rate * WeightDecay).add_(active.t().mm(pixels), byData).add_(activeInChains.t().mm(chains), byChains);
                hiddenBias.add_(active.sum([0]), byData).add_(activeInChains.sum([0]), byChains);
                visibleBias.add_(pixels.sum([0]), byData).add_(chains.sum([0]), byChains);
                error += (pixels - Visible(active)).square().sum().item<float>();
                report(epoch + 1, (epoch + (batch + 1.0) / batches) / epochs, error / (first + pixels.shape[0]));
            }
        }
        return [NamedTensors.From(Weight, weight), NamedTensors.From(HiddenBias, hiddenBias), NamedTensors.From(VisibleBias, visibleBias), NamedTensors.From(Variance, full([size], PixelVariance))];

        Tensor Hidden(Tensor visible) => nn.functional.linear(visible, weight, hiddenBias).sigmoid_();
        Tensor Visible(Tensor units) => units.mm(weight).add_(visibleBias).mul_(PixelVariance);
    }

    private static Tensor Sample(Tensor probabilities, Generator random) =>
        rand(probabilities.shape, generator: random).lt(probabilities).to(ScalarType.Float32);
}
