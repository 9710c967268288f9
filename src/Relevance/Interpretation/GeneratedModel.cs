using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;

namespace Relevance.Interpretation;

/// <summary>
/// A model composed with a decoder g: the scores of the image g(z) as a function of the code z. With it, activation maximisation searches only the images that
/// the decoder can generate.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, 2018, section 3.3; Nguyen et al., Synthesizing the preferred inputs for neurons, 2016.</remarks>
/// <param name="model">The model that maps images to scores.</param>
/// <param name="decoder">The decoder g, which maps codes [N, …] to images, or to flat arrays of their values.</param>
/// <param name="imageShape">The shape of an image, such as [1, 28, 28].</param>
public sealed class GeneratedModel(DifferentiableModel model, DifferentiableModel decoder, Shape imageShape) : DifferentiableModel
{
    private readonly DifferentiableModel model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly DifferentiableModel decoder = decoder ?? throw new ArgumentNullException(nameof(decoder));

    /// <inheritdoc/>
    public override bool ComputesSideBySide => model.ComputesSideBySide && decoder.ComputesSideBySide;

    /// <summary>Computes the images g(z), [N, …], of codes.</summary>
    /// <param name="codes">The codes z.</param>
    /// <param name="cancellation">Cancels the computation, if the decoder supports it.</param>
    /// <exception cref="ArgumentException">The size of the decoder's images differs from the given shape.</exception>
    public Tensor<T> Images<T>(Tensor<T> codes, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var made = Tensors.Dense(decoder.Scores(codes, cancellation));
        return made.ImageShape.Size == imageShape.Size
            ? Tensors.Of(made.Values.ToArray(), made.ImageCount, imageShape)
            : throw new ArgumentException(
                $"The decoder makes images of {made.ImageShape.Size} values; an image of [{string.Join(", ", imageShape)}] has {imageShape.Size}.");
    }

    /// <inheritdoc/>
    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => model.Scores(Images(images, cancellation), cancellation);

    /// <inheritdoc/>
    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(
        Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        var (scores, atImages) = model.ScoresAndGradient(Images(images, cancellation), direction, cancellation);
        // The gradient at the image is the direction in which the decoder's output is to move: the chain rule.
        var (_, gradient) = decoder.ScoresAndGradient(images, (code, _, chosen) =>
        {
            var slope = atImages.Image(code);
            for (var p = 0; p < slope.Length; p++)
                chosen[p] = double.CreateTruncating(slope[p]);
        }, cancellation);
        return (scores, gradient);
    }
}
