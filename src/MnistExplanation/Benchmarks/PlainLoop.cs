using System.Diagnostics;
using Mnist.Data;
using Mnist.Networks;
using Relevance;
using static TorchSharp.torch;

namespace MnistExplanation.Benchmarks;

/// <summary>
/// The training loop that anybody would write with TorchSharp: the whole training set as one tensor, a batch by index, the optimiser of
/// the library. The yardstick for ours.
/// </summary>
internal static class PlainLoop
{
    /// <summary>Trains one epoch from scratch and measures the learning, without the preparation of the images.</summary>
    internal static double SecondsOfEpoch(LabelledImages images, Normalization normalization, int batchSize, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Target.Build(seed: 0);
        network.train();
        var optimizer = optim.Adam(network.parameters());
        var inputs = tensor(normalization.ToTensor<float>(images.Pixels.Span, images.Count).Values.ToArray(), [images.Count, 1, 28, 28]);
        var labels = tensor(images.Labels.ToArray()).to(ScalarType.Int64);
        var loss = nn.CrossEntropyLoss();
        var watch = Stopwatch.StartNew();
        var order = randperm(images.Count);
        for (var start = 0; start < images.Count; start += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batch = NewDisposeScope();
            var indices = order.narrow(0, start, Math.Min(batchSize, images.Count - start));
            optimizer.zero_grad();
            loss.call(network.call(inputs.index_select(0, indices)), labels.index_select(0, indices)).backward();
            optimizer.step();
        }
        return watch.Elapsed.TotalSeconds;
    }
}
