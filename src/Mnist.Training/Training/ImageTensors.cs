using Mnist.Data;
using Relevance;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>A whole set as two tensors, from which batches are selected: bytes need a quarter of the memory of float32.</summary>
internal sealed class ImageTensors : IDisposable
{
    private readonly Tensor pixels;
    private readonly Normalization normalization;

    internal ImageTensors(LabelledImages set, Normalization normalization)
    {
        using var scope = NewDisposeScope();
        pixels = tensor(set.Pixels.ToArray(), [set.Count, 1, 28, 28]).DetachFromDisposeScope();
        Labels = tensor(set.Labels.ToArray()).to(ScalarType.Int64).DetachFromDisposeScope();
        this.normalization = normalization;
    }

    internal Tensor Labels { get; }

    internal int Count => (int)Labels.shape[0];

    /// <summary>Images as the network takes them: [n,1,28,28], augmented if asked for, then normalised.</summary>
    internal Tensor Batch(Tensor indices, Augmentation? augmentation = null)
    {
        var images = pixels.index_select(0, indices).to(ScalarType.Float32).div_(255);
        // Before the normalisation, where the background that comes in from outside is 0.
        if (augmentation is not null)
            images = augmentation.Apply(images);
        return images.sub_(normalization.Mean[0]).div_(normalization.StandardDeviation[0]);
    }

    public void Dispose()
    {
        pixels.Dispose();
        Labels.Dispose();
    }
}
