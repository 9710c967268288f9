using Mnist.Networks;
using Mnist.Training;
using Relevance.Formats;
using static Mnist.Experts.ExpertTensors;
using static TorchSharp.torch;

namespace Mnist.Experts;

/// <summary>
/// Mean, means of the classes, and the covariance of images as CᵀC + σ²I: the leading principal components, and one variance for all that is left
/// (probabilistic principal component analysis: Tipping and Bishop, 1999), which makes it invertible though the corners of digits never vary.
/// </summary>
internal static class ImageStatistics
{
    private const int BatchSize = 1000;

    /// <summary>Below this the density would be sharper than half-precision numbers and 256 grey values can say.</summary>
    private const double LeastVariance = 1e-4;

    internal static IEnumerable<NamedTensor> Of(ImageTensors images, int classes, int components, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        const int size = Data.LabelledImages.PixelsPerImage;
        var (sums, counts, products) = (zeros([classes, size], ScalarType.Float64), zeros([classes, 1], ScalarType.Float64), zeros([size, size], ScalarType.Float64));
        for (var start = 0; start < images.Count; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var indices = arange(start, Math.Min(start + BatchSize, images.Count), ScalarType.Int64);
            var pixels = images.Batch(indices).flatten(1).to(ScalarType.Float64);
            var ofClass = nn.functional.one_hot(images.Labels.index_select(0, indices), classes).to(ScalarType.Float64).t();
            sums.add_(ofClass.mm(pixels));
            counts.add_(ofClass.sum(1, true));
            products.add_(pixels.t().mm(pixels));
        }
        var mean = sums.sum(0, true).div_(images.Count);
        var covariance = products.div_(images.Count).sub_(mean.t().mm(mean));
        var (values, vectors) = linalg.eigh(covariance);
        var kept = Math.Min(components, size - 1);
        var rest = Math.Max(LeastVariance, values.narrow(0, 0, size - kept).mean().item<double>());
        var lengths = values.narrow(0, size - kept, kept).sub(rest).clamp_min(0).sqrt();
        return
        [
            NamedTensors.From(Mean, mean.flatten()),
            // A class without images has the mean of all.
            NamedTensors.From(ClassMeans, where(counts.gt(0), sums.div(counts.clamp_min(1)), mean)),
            NamedTensors.From(Components, vectors.narrow(1, size - kept, kept).t() * lengths.unsqueeze(1)),
            NamedTensors.From(Residual, tensor([rest])),
        ];
    }
}
