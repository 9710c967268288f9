using Mnist.Data;
using Mnist.Networks;
using Relevance;
using Relevance.Interpretation;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Tool.Models;

namespace MnistExplanation.Interpreting;

/// <summary>Finds the digits that excite hidden units most.</summary>
/// <param name="network">The network.</param>
/// <param name="normalization">Of its inputs.</param>
/// <param name="digits">Where to look.</param>
internal sealed class ExcitingDigits(Network network, Normalization normalization, ImageSet digits)
{
    private const int BatchSize = 500;

    /// <summary>The strongest first; of equals, the first.</summary>
    internal IReadOnlyList<ExcitingDigit> Of(HiddenUnit unit, int count, CancellationToken cancellation)
    {
        var (part, objective) = (unit.Within(network), Objective.Activation(unit.TargetOf(network, Architecture.InputShape)));
        var activations = new List<double>(digits.Count);
        for (var first = 0; first < digits.Count; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = Math.Min(BatchSize, digits.Count - first);
            var pixels = digits.Pixels.Slice(first * LabelledImages.PixelsPerImage, length * LabelledImages.PixelsPerImage);
            var scores = part.Scores(normalization.ToTensor<double>(pixels.Span, length), cancellation);
            for (var image = 0; image < length; image++)
                activations.Add(objective.Of(first + image, scores.Image(image), new double[scores.ImageShape.Size]));
        }
        return
        [
            .. activations.Select((activation, place) => (activation, place)).OrderByDescending(pair => pair.activation).Take(count)
                .Select(pair => new ExcitingDigit(digits.Indices![pair.place], digits.Labels![pair.place], pair.activation, digits[pair.place])),
        ];
    }
}
