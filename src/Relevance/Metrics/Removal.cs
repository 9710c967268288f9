using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>Writes images without some of their features. Safe to use from several threads.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class Removal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes an image without some of its features.</summary>
    /// <param name="image">The number of the image in its batch.</param>
    /// <param name="gone">The features that are missing.</param>
    /// <param name="values">Where the values go.</param>
    internal abstract void Write(int image, ReadOnlySpan<int> gone, Span<T> values);
}

/// <summary>Puts the values of a baseline in the place of what is missing.</summary>
internal sealed class Replacement<T>(Tensor<T> images, Features features, Baseline baseline) : Removal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor<T> fills = baseline.For(images);

    internal override void Write(int image, ReadOnlySpan<int> gone, Span<T> values)
    {
        images.Image(image).CopyTo(values);
        var fill = fills.Image(image);
        foreach (var feature in gone)
        {
            foreach (var place in features.Members[feature])
                values[place] = fill[place];
        }
    }
}
