using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>
/// A model seen from the code space of a decoder: the scores of g(z), as a function of the code z. Activation maximisation over it looks only at
/// images that the decoder can make.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, 2018, section 3.3; Nguyen et al., Synthesizing the preferred inputs for neurons, 2016.</remarks>
public sealed class GeneratedModel : Model
{
    private readonly Model model, decoder;
    private readonly long[] imageShape;

    /// <summary>Puts a model behind a decoder.</summary>
    /// <param name="model">From images to scores.</param>
    /// <param name="decoder">g: from codes [N, …] to images, or to their values in a row.</param>
    /// <param name="imageShape">The shape of an image without the batch axis, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The two compute in different types.</exception>
    public GeneratedModel(Model model, Model decoder, params ReadOnlySpan<long> imageShape)
    {
        (this.model, this.decoder, this.imageShape) = (model, decoder, imageShape.ToArray());
        if (model.ElementType != decoder.ElementType)
            throw new ArgumentException($"The model computes in {model.ElementType}, the decoder in {decoder.ElementType}; convert one of them.", nameof(decoder));
    }

    /// <inheritdoc/>
    public override ScalarType ElementType => model.ElementType;

    /// <summary>The images g(z), [N, …], of codes.</summary>
    /// <param name="codes">z.</param>
    /// <exception cref="ArgumentException">The decoder makes images of another size.</exception>
    public Tensor Images(Tensor codes)
    {
        using var scope = NewDisposeScope();
        return ToImages(decoder.Scores(codes)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Scores(Tensor images)
    {
        using var scope = NewDisposeScope();
        return model.Scores(Images(images)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
    {
        using var scope = NewDisposeScope();
        Tensor? scores = null;
        // The gradient at the image is the direction in which the decoder's output is to move: the chain rule.
        var (_, gradient) = decoder.ScoresAndGradient(images, made =>
        {
            var (found, atImage) = model.ScoresAndGradient(ToImages(made), direction);
            // The decoder disposes of what is made while it works.
            scores = found.DetachFromDisposeScope();
            return atImage.reshape(made.shape);
        });
        scope.Attach(scores!);
        return (scores!.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    private Tensor ToImages(Tensor made)
    {
        var count = made.shape[0];
        var size = imageShape.Aggregate(1L, (product, length) => product * length);
        return made.numel() == count * size
            ? made.reshape([count, .. imageShape])
            : throw new ArgumentException(
                $"The decoder makes images of {made.numel() / Math.Max(1, count)} values; an image of [{string.Join(", ", imageShape)}] has {size}.");
    }
}
