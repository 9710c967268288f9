using Mnist.Networks;
using Mnist.Training;
using Relevance.Formats;
using TorchSharp.Modules;
using static Mnist.Experts.ExpertTensors;
using static TorchSharp.torch;

namespace Mnist.Experts;

/// <summary>
/// Trains a variational autoencoder and keeps its decoder, with the codes at which a search can begin: of the black image, of all images in the
/// mean, of each class in the mean. Codes of digits are spread like a standard normal distribution.
/// </summary>
/// <remarks>Source: Kingma and Welling, Auto-encoding variational Bayes, 2014.</remarks>
internal static class AutoencoderTraining
{
    private const int BatchSize = 128;
    private const double LearningRate = 0.001;
    private static readonly long[] Widths = [128, 192];

    internal static IEnumerable<NamedTensor> Train(
        ImageTensors images, int classes, int codeSize, int epochs, long seed, Action<int, double, double> report, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed);
        const int size = Data.LabelledImages.PixelsPerImage;
        using var encoder = Initialized([size, 256, 2 * codeSize], seed);
        using var decoder = Initialized([codeSize, .. Widths, size], unchecked(seed + 1));
        using var encoderParameters = new FlatParameters(encoder);
        using var decoderParameters = new FlatParameters(decoder);
        using var encoderOptimizer = new Training.Adam(encoderParameters.Values.numel());
        using var decoderOptimizer = new Training.Adam(decoderParameters.Values.numel());
        var batches = (images.Count + BatchSize - 1) / BatchSize;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            using var epochScope = NewDisposeScope();
            var order = randperm(images.Count, ScalarType.Int64, generator: random);
            var total = 0.0;
            for (var batch = 0; batch < batches; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var batchScope = NewDisposeScope();
                var first = batch * BatchSize;
                var pixels = images.Batch(order.narrow(0, first, Math.Min(BatchSize, images.Count - first))).flatten(1);
                var count = pixels.shape[0];
                encoderParameters.Gradients.zero_();
                decoderParameters.Gradients.zero_();
                var loss = Loss(encoder, decoder, pixels, randn([count, codeSize], generator: random)) / count;
                loss.backward();
                var rate = LearningRate * (1 + Math.Cos(Math.PI * (epoch * batches + batch) / (epochs * batches))) / 2;
                encoderOptimizer.Step(encoderParameters.Values, encoderParameters.Gradients, rate);
                decoderOptimizer.Step(decoderParameters.Values, decoderParameters.Gradients, rate);
                total += loss.item<float>() * count;
                report(epoch + 1, (epoch + (batch + 1.0) / batches) / epochs, total / (first + count));
            }
        }
        return [.. decoder.state_dict().Select(entry => NamedTensors.From(Layers + entry.Key, entry.Value)), .. Codes(encoder, images, classes, codeSize, cancellation)];
    }

    /// <summary>The negative lower bound of the log-likelihood, summed over the images.</summary>
    private static Tensor Loss(Sequential encoder, Sequential decoder, Tensor pixels, Tensor noise)
    {
        var parameters = encoder.call(pixels).chunk(2, 1);
        var (mean, logVariance) = (parameters[0], parameters[1]);
        var code = mean + noise * (logVariance * 0.5).exp();
        var reconstruction = nn.functional.binary_cross_entropy_with_logits(decoder.call(code), pixels, reduction: nn.Reduction.Sum);
        var divergence = (mean.square() + logVariance.exp() - logVariance - 1).sum() * 0.5;
        return reconstruction + divergence;
    }

    private static NamedTensor[] Codes(Sequential encoder, ImageTensors images, int classes, int codeSize, CancellationToken cancellation)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var (sums, counts) = (zeros(classes, codeSize), zeros(classes, 1));
        for (var first = 0; first < images.Count; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var indices = arange(first, Math.Min(first + BatchSize, images.Count), ScalarType.Int64);
            var ofClass = nn.functional.one_hot(images.Labels.index_select(0, indices), classes).to(ScalarType.Float32).t();
            sums.add_(ofClass.mm(Encode(images.Batch(indices).flatten(1))));
            counts.add_(ofClass.sum(1, true));
        }
        return
        [
            NamedTensors.From(BlackCode, Encode(zeros(1, Data.LabelledImages.PixelsPerImage))[0]),
            NamedTensors.From(MeanCode, sums.sum([0]).div(images.Count)),
            NamedTensors.From(ClassCodes, sums.div(counts.clamp_min(1))),
        ];

        Tensor Encode(Tensor pixels) => encoder.call(pixels).narrow(1, 0, codeSize);
    }

    private static Sequential Initialized(long[] sizes, long seed)
    {
        var network = nn.Sequential(Dense(sizes));
        foreach (var parameter in network.parameters())
            parameter.DetachFromDisposeScope();
        Networks.InitializationExtensions.Apply(Networks.Initialization.He, network, seed);
        return network;
    }

    /// <summary>Linear layers with ReLU between them; every second child is linear.</summary>
    private static IEnumerable<(string, nn.Module<Tensor, Tensor>)> Dense(IReadOnlyList<long> sizes)
    {
        for (var i = 0; i + 1 < sizes.Count; i++)
        {
            if (i > 0)
                yield return ($"{2 * i - 1}", nn.ReLU());
            yield return ($"{2 * i}", nn.Linear(sizes[i], sizes[i + 1]));
        }
    }
}
