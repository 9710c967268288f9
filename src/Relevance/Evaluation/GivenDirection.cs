using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>The weights of the scores found elsewhere, [N, K]: whose score was explained before an image was changed.</summary>
internal sealed record GivenDirection(Tensor Weights) : Target
{
    public override void RequireFor(long images)
    {
        if (Weights.shape[0] != images)
            throw new ArgumentException($"There are {images} images but weights of the scores for {Weights.shape[0]}.");
    }

    public override Tensor Direction(Tensor scores, long first) => Weights.narrow(0, first, scores.shape[0]).to(scores.dtype);

    public override string ToString() => "given weights of the scores";
}
