using SkiaSharp;

namespace Relevance.Imaging.Tests;

/// <summary>Synthetic digits: those of the embedded font, light on black as in MNIST.</summary>
internal static class Glyph
{
    /// <summary>A digit drawn smoothly at any size and place.</summary>
    internal static GreyImage Draw(string text, int width, int height, float size, float x, float baseline)
    {
        var picture = Picture.Draw(width, height, 1, canvas =>
        {
            canvas.Clear(SKColors.Black);
            new TextStyle(size, Bold: true, Rgb.White).Draw(canvas, text, x, baseline);
        });
        return FromPicture(picture);
    }

    internal static GreyImage FromPicture(Picture picture) => new(picture.Width, picture.Height,
        [.. from y in Enumerable.Range(0, picture.Height) from x in Enumerable.Range(0, picture.Width) select picture[x, y].G]);

    /// <summary>The digit in the form of the data set: 20 pixels high on a field of 28.</summary>
    internal static GreyImage Field(string text) => Draw(text, 200, 200, 150, 50, 150).ToCentered();

    internal static double Correlation(GreyImage a, GreyImage b)
    {
        double[] x = [.. a.Pixels.ToArray().Select(value => (double)value)], y = [.. b.Pixels.ToArray().Select(value => (double)value)];
        double meanX = x.Average(), meanY = y.Average();
        double xy = x.Zip(y, (u, v) => (u - meanX) * (v - meanY)).Sum();
        return xy / Math.Sqrt(x.Sum(u => (u - meanX) * (u - meanX)) * y.Sum(v => (v - meanY) * (v - meanY)));
    }

    /// <summary>Encodes with Skia, for formats that the library reads but does not write.</summary>
    internal static byte[] Encode(GreyImage image, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < image.Pixels.Length; i++)
            bitmap.SetPixel(i % image.Width, i / image.Width, new SKColor(image.Pixels[i], image.Pixels[i], image.Pixels[i]));
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
