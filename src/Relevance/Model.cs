using static TorchSharp.torch;

namespace Relevance;

/// <summary>
/// What is explained: a differentiable function from images [N, C, H, W] to class scores [N, K], image by image. The scores are
/// logits, before any softmax. Implementations never change what they wrap and are safe to use from several threads.
/// </summary>
public abstract class Model
{
    /// <summary>The floating-point type in which the model computes.</summary>
    public abstract ScalarType ElementType { get; }

    /// <summary>Whether batches may be computed side by side on several threads; false where that is not known, as of a user's module that may remember what it saw.</summary>
    public virtual bool ComputesSideBySide => false;

    /// <summary>Computes the scores [N, K] of images of <see cref="ElementType"/>.</summary>
    public abstract Tensor Scores(Tensor images);

    /// <summary>Computes the scores and, for each image, the gradient of one weighted sum of its scores with respect to its pixels.</summary>
    /// <param name="images">[N, C, H, W], of <see cref="ElementType"/>.</param>
    /// <param name="direction">Given the scores, the weights of the sums, [N, K]; one-hot for the score of one class.</param>
    /// <returns>The scores [N, K] and the gradients, of the images' shape.</returns>
    public abstract (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction);
}
