using Mnist.Data;
using Relevance.Imaging;

namespace MnistExplanation.Evaluating;

/// <summary>
/// Images of known truth: two objects of different classes side by side in one image, asked for one of them. Each is cut out and shrunk to 14 × 14 pixels
/// at most; which is left is drawn by seed.
/// </summary>
/// <param name="Images">The pairs, with the class that is asked for.</param>
/// <param name="AskedLeft">Whether the object asked for is in the left half.</param>
internal sealed record DigitPairs(LabelledImages Images, IReadOnlyList<bool> AskedLeft)
{
    private const int Half = LabelledImages.Side / 2;

    /// <summary>One pair for each image, which is the one that is asked for; the other is drawn among those of other classes.</summary>
    /// <exception cref="ArgumentException">All images are of one class.</exception>
    internal static DigitPairs Of(LabelledImages images, int seed)
    {
        var labels = images.Labels.ToArray();
        if (labels.Distinct().Count() < 2)
            throw new ArgumentException("Pairs need images of at least two classes.");
        var random = new Random(seed);
        var (pixels, left) = (new byte[images.Pixels.Length], new bool[images.Count]);
        for (var i = 0; i < images.Count; i++)
        {
            int other;
            do
                other = random.Next(images.Count);
            while (labels[other] == labels[i]);
            left[i] = random.Next(2) == 0;
            var image = pixels.AsSpan(i * LabelledImages.PixelsPerImage, LabelledImages.PixelsPerImage);
            Draw(images[i].Pixels.Span, image, left[i] ? 0 : Half);
            Draw(images[other].Pixels.Span, image, left[i] ? Half : 0);
        }
        return new(new LabelledImages(pixels, labels), left);
    }

    /// <summary>Where the object asked for is: in its half of the image, so that chance gives one half.</summary>
    internal IReadOnlyList<bool[]> Objects => [.. AskedLeft.Select(left =>
        Enumerable.Range(0, LabelledImages.PixelsPerImage).Select(pixel => pixel % LabelledImages.Side < Half == left).ToArray())];

    private static void Draw(ReadOnlySpan<byte> pixels, Span<byte> image, int column)
    {
        var whole = new GreyImage(LabelledImages.Side, LabelledImages.Side, pixels);
        if (whole.BoundingBox() is not { } box)
            return;
        var scale = (double)Half / Math.Max(box.Width, box.Height);
        var (width, height) = (Math.Max(1, (int)Math.Round(scale * box.Width)), Math.Max(1, (int)Math.Round(scale * box.Height)));
        var small = whole.Crop(box).ResizeArea(width, height);
        var (top, left) = ((LabelledImages.Side - height) / 2, column + (Half - width) / 2);
        for (var y = 0; y < height; y++)
            small.Pixels.Slice(y * width, width).CopyTo(image[((top + y) * LabelledImages.Side + left)..]);
    }
}
