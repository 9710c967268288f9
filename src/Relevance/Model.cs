using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance;

/// <summary>
/// What is explained: a function from inputs [N, …] to scores [N, K], image by image. The scores of a classifier are logits, before any softmax. Computes in
/// the type of the numbers it is given, <see cref="float"/> or <see cref="double"/>. Implementations never change what they wrap and are safe to use from
/// several threads.
/// </summary>
public abstract class Model
{
    /// <summary>Whether batches may be computed side by side on several threads; false where that is not known, as of a user's function that may remember what it saw.</summary>
    public virtual bool ComputesSideBySide => false;

    /// <summary>Computes the scores [N, K].</summary>
    /// <param name="images">[N, …].</param>
    /// <param name="cancellation">Ends the computation early where the model can.</param>
    public abstract Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A model whose gradients are known.</summary>
public abstract class DifferentiableModel : Model
{
    /// <summary>Computes the scores and, for each image, the gradient of one weighted sum of its scores with respect to its values.</summary>
    /// <param name="images">[N, …].</param>
    /// <param name="direction">Given an image's scores, chooses the weights of its sum; one-hot for the score of one class.</param>
    /// <param name="cancellation">Ends the computation early where the model can.</param>
    /// <returns>The scores [N, K] and the gradients, of the images' shape.</returns>
    public abstract (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(
        Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
