using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Imaging;
using Relevance.Tool.Evaluating;

namespace MnistExplanation.Evaluating;

/// <summary>
/// Images of known truth: two objects of different classes side by side in one image, asked for one of them. Each is cut out, and shrunk where it is wider
/// than 14 pixels. Only a network that has learned from such images sees both: one trained on single, centred objects finds neither.
/// </summary>
/// <param name="Images">The pairs, with the class that is asked for.</param>
/// <param name="Asked">Whether each pixel of each image is in the half of the object that is asked for; chance gives one half.</param>
internal sealed record DigitPairs(LabelledImages Images, IReadOnlyList<bool[]> Asked)
{
    private const int Half = LabelledImages.Side / 2;

    private static readonly bool[] LeftHalf = [.. Enumerable.Range(0, LabelledImages.PixelsPerImage).Select(pixel => pixel % LabelledImages.Side < Half)];
    private static readonly bool[] RightHalf = [.. LeftHalf.Select(left => !left)];

    /// <summary>One pair for each image, which is asked for; the other is drawn among those of other classes, and so is the side of each.</summary>
    /// <exception cref="ArgumentException">All images are of one class.</exception>
    internal static DigitPairs Of(LabelledImages images, int seed)
    {
        var labels = images.Labels.ToArray();
        if (labels.Distinct().Count() < 2)
            throw new ArgumentException("Pairs need images of at least two classes.");
        var random = new Random(seed);
        var (pixels, asked) = (new byte[images.Pixels.Length], new bool[images.Count][]);
        for (var i = 0; i < images.Count; i++)
        {
            int other;
            do
                other = random.Next(images.Count);
            while (labels[other] == labels[i]);
            var isLeft = random.Next(2) == 0;
            var image = pixels.AsSpan(i * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage);
            Draw(images[i].Pixels.Span, image, isLeft ? 0 : Half);
            Draw(images[other].Pixels.Span, image, isLeft ? Half : 0);
            asked[i] = isLeft ? LeftHalf : RightHalf;
        }
        return new(new LabelledImages(pixels, labels), asked);
    }

    /// <summary>The same as any images of pairs.</summary>
    internal ObjectPairs ToObjectPairs() => new(DigitImages.OfTestSet(Images, [.. Enumerable.Range(0, Images.Count)]), Asked);

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
