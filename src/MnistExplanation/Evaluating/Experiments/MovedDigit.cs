using Mnist.Data;
using Relevance;
using Relevance.Imaging;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>One digit at several places of its image, from left to right.</summary>
internal sealed class MovedDigit
{
    private const int Side = LabelledImages.Side;
    private readonly byte[] pixels;
    private readonly Normalization normalization;

    /// <summary>Moves a digit.</summary>
    /// <param name="digit">28 × 28 grey values.</param>
    /// <param name="reach">How far to either side, in pixels.</param>
    /// <param name="normalization">How pixels become inputs.</param>
    internal MovedDigit(ReadOnlyMemory<byte> digit, int reach, Normalization normalization)
    {
        this.normalization = normalization;
        Shifts = [.. Enumerable.Range(-reach, 2 * reach + 1)];
        pixels = [.. Shifts.SelectMany(shift => Moved(digit.Span, shift))];
    }

    /// <summary>By how many pixels it is moved to the right, ascending.</summary>
    internal IReadOnlyList<int> Shifts { get; }

    /// <summary>The digit at one of the places.</summary>
    internal Map Image(int place) => Map.FromBytes(Side, Side, pixels.AsSpan(place * Side * Side, Side * Side));

    /// <summary>Explains the class of the unmoved digit at every place.</summary>
    /// <param name="explainer">By which method.</param>
    /// <param name="target">The class.</param>
    /// <param name="options">How the images are worked on.</param>
    internal IReadOnlyList<Map> Explain(Explainer explainer, int target, ExplainOptions options)
    {
        var explanation = explainer.Explain(normalization.ToTensor<float>(pixels, Shifts.Count), Target.Class(target), options);
        return [.. Enumerable.Range(0, Shifts.Count).Select(place => new Map(Side, Side, explanation.Relevance.Image(place)))];
    }

    /// <summary>The scores of a class at every place.</summary>
    internal double[] Scores(LoadedModel model, int target)
    {
        var scores = model.Network.Scores(normalization.ToTensor<float>(pixels, Shifts.Count));
        return [.. Enumerable.Range(0, Shifts.Count).Select(place => (double)scores.Image(place)[target])];
    }

    /// <summary>The image moved to the right; what comes in is the background.</summary>
    internal static byte[] Moved(ReadOnlySpan<byte> image, int right)
    {
        var moved = new byte[image.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            if (i % Side - right is >= 0 and < Side and var column)
                moved[i] = image[i / Side * Side + column];
        }
        return moved;
    }
}
