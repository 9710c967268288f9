using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance;

/// <summary>
/// A model to explain: a function from inputs [N, …] to scores [N, K] that treats each image separately. The scores of a classifier are logits, before any
/// softmax. Computes in the type of its input, <see cref="float"/> or <see cref="double"/>. Implementations never change what they wrap and are safe to use
/// from several threads.
/// </summary>
public abstract class Model
{
    /// <summary>
    /// Whether several threads may compute batches at the same time; false if this is not known, as for a user's function that may have state.
    /// </summary>
    public virtual bool ComputesSideBySide => false;

    /// <summary>Computes the scores [N, K].</summary>
    /// <param name="images">The images, [N, …].</param>
    /// <param name="cancellation">Cancels the computation, if the model supports it.</param>
    public abstract Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A model that computes gradients.</summary>
public abstract class DifferentiableModel : Model
{
    /// <summary>Computes the scores and, for each image, the gradient of a weighted sum of its scores with respect to the input values.</summary>
    /// <param name="images">The images, [N, …].</param>
    /// <param name="direction">Chooses the weights of the sum from the scores of an image; one-hot for the score of one class.</param>
    /// <param name="cancellation">Cancels the computation, if the model supports it.</param>
    /// <returns>The scores [N, K] and the gradients, of the images' shape.</returns>
    public abstract (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(
        Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
