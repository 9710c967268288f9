using Mnist.Data;
using Relevance.Imaging;

namespace MnistExplanation.Evaluating;

/// <summary>
/// Images of known truth: two objects of different classes side by side in one image. Each is cut out, and shrunk where it is wider than 14 pixels; most
/// digits are not, and stay as large as the network knows them.
/// </summary>
/// <param name="Pixels">N × 28 × 28 grey values.</param>
/// <param name="Left">The class of each object in a left half.</param>
/// <param name="Right">The class of each object in a right half.</param>
internal sealed record DigitPairs(ReadOnlyMemory<byte> Pixels, IReadOnlyList<int> Left, IReadOnlyList<int> Right)
{
    private const int Half = LabelledImages.Side / 2;

    internal int Count => Left.Count;

    /// <summary>The pixels of one image.</summary>
    internal ReadOnlyMemory<byte> this[int image] => Pixels.Slice(image * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage);

    /// <summary>One pair for each image, with another drawn among those of other classes; which is left is drawn, too.</summary>
    /// <exception cref="ArgumentException">All images are of one class.</exception>
    internal static DigitPairs Of(LabelledImages images, int seed)
    {
        var labels = images.Labels.ToArray();
        if (labels.Distinct().Count() < 2)
            throw new ArgumentException("Pairs need images of at least two classes.");
        var random = new Random(seed);
        var (pixels, left, right) = (new byte[images.Pixels.Length], new int[images.Count], new int[images.Count]);
        for (var i = 0; i < images.Count; i++)
        {
            int other;
            do
                other = random.Next(images.Count);
            while (labels[other] == labels[i]);
            var (first, second) = random.Next(2) == 0 ? (i, other) : (other, i);
            (left[i], right[i]) = (labels[first], labels[second]);
            var image = pixels.AsSpan(i * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage);
            Draw(images[first].Pixels.Span, image, 0);
            Draw(images[second].Pixels.Span, image, Half);
        }
        return new(pixels, left, right);
    }

    /// <summary>Asks a network for one object of each pair: that for which it finds more, for there is no evidence to be shown for what it does not see.</summary>
    /// <param name="scores">The network's scores for the pairs, [N][K].</param>
    internal AskedPairs Ask(IReadOnlyList<double[]> scores)
    {
        bool[] asked = [.. Enumerable.Range(0, Count).Select(i => scores[i][Left[i]] >= scores[i][Right[i]])];
        return new(
            [.. asked.Select((left, i) => (long)(left ? Left[i] : Right[i]))],
            // Its half of the image, so that chance gives one half.
            [.. asked.Select(left => Enumerable.Range(0, LabelledImages.PixelsPerImage).Select(pixel => pixel % LabelledImages.Side < Half == left).ToArray())]);
    }

    private static void Draw(ReadOnlySpan<byte> pixels, Span<byte> image, int column)
    {
        var whole = new GreyImage(LabelledImages.Side, LabelledImages.Side, pixels);
        if (whole.BoundingBox() is not { } box)
            return;
        var scale = Math.Min(1, (double)Half / box.Width);
        var (width, height) = (Math.Max(1, (int)Math.Round(scale * box.Width)), Math.Max(1, (int)Math.Round(scale * box.Height)));
        var small = whole.Crop(box).ResizeArea(width, height);
        var (top, left) = ((LabelledImages.Side - height) / 2, column + (Half - width) / 2);
        for (var y = 0; y < height; y++)
            small.Pixels.Slice(y * width, width).CopyTo(image[((top + y) * LabelledImages.Side + left)..]);
    }
}

/// <summary>What a network is asked for in each pair.</summary>
/// <param name="Classes">The class.</param>
/// <param name="Objects">Whether a pixel is in the half where its object is.</param>
internal sealed record AskedPairs(IReadOnlyList<long> Classes, IReadOnlyList<bool[]> Objects);
