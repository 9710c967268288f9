namespace Relevance.Imaging;

public sealed partial class GreyImage
{
    private const int LeastContrast = 24;
    private const double NoiseFloor = 0.1;

    /// <summary>
    /// Converts a drawing or photograph of one glyph to the form of MNIST: bright on black, scaled to fit a small box with its proportions kept, and placed on
    /// a square field with its centre of mass in the middle. The median of the border decides whether the background is light or dark. An image that already
    /// has the size of the field and a dark background is returned unchanged. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database": "normalized to fit
    /// in a 20×20 pixel box while preserving their aspect ratio […] centered in a 28×28 image by computing the center of mass of the pixels".
    /// </summary>
    /// <param name="glyph">The longer side of the glyph in pixels, 1 … <paramref name="field"/>.</param>
    /// <param name="field">The side of the resulting square image.</param>
    /// <returns>An image of field × field pixels, the background exactly 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The glyph is smaller than 1 or larger than the field.</exception>
    /// <exception cref="InvalidDataException">The image is blank: there is no contrast between border and content.</exception>
    public GreyImage ToCentered(int glyph = 20, int field = 28)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(glyph, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(glyph, field);
        byte background = BorderMedian();
        var bright = background >= 128 ? Invert() : this;
        byte dark = background >= 128 ? (byte)(255 - background) : background;
        byte lightest = bright.pixels.Max();
        if (lightest - dark < LeastContrast)
            throw new InvalidDataException(
                $"The image of {Width}×{Height} pixels is blank: nothing differs from its background (level {background}) by {LeastContrast} " +
                "levels or more. It needs one dark glyph on a light background or a light one on a dark background.");
        if (Width == field && Height == field && background < 128)
            return this;

        var ink = bright.Stretch(dark, lightest);
        var box = ink.BoundingBox()!.Value; // the lightest pixel is inside
        double scale = glyph / (double)Math.Max(box.Width, box.Height);
        var small = ink.Crop(box).ResizeArea(Scaled(box.Width, scale), Scaled(box.Height, scale));
        var (x, y) = small.CenterOfMass();
        return small.OnField(field, field, Offset(x, small.Width, field), Offset(y, small.Height, field));
    }

    // Paper is never quite even: what lies within a tenth of the contrast is background. The rest spreads over all levels.
    private GreyImage Stretch(byte dark, byte lightest)
    {
        double low = dark + NoiseFloor * (lightest - dark);
        return Convert(level => (byte)Math.Round(255 * Math.Clamp((level - low) / (lightest - low), 0, 1)));
    }

    // The middle of an even field lies between two pixels; MNIST's digits have their mass on the second of them (column and row 14).
    private static int Offset(double center, int length, int field) =>
        Math.Clamp((int)Math.Round(field / 2 - center), 0, field - length);

    private static int Scaled(int length, double scale) => Math.Max(1, (int)Math.Round(length * scale));

    private byte BorderMedian()
    {
        var border = new List<byte>();
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % Width, y = i / Width;
            if (x == 0 || y == 0 || x == Width - 1 || y == Height - 1)
                border.Add(pixels[i]);
        }
        border.Sort();
        return border[border.Count / 2];
    }
}
