using System.Numerics.Tensors;
using Relevance.Imaging;

namespace Relevance.Studio.Engine;

/// <summary>Images as requests bring them, brought to the form that the network reads.</summary>
internal static class Inputs
{
    private const int Side = StudioModel.Side, Pixels = StudioModel.Pixels;

    /// <summary>Requires 784 intensities from 0 to 1.</summary>
    /// <exception cref="StudioException">They are others.</exception>
    internal static double[] Checked(double[] image)
    {
        if (image.Length != Pixels)
            throw StudioException.Invalid($"'image' has {image.Length} numbers; give {Pixels}, the {Side} rows of {Side} pixels one after the other.");
        if (Array.FindIndex(image, value => !(value >= 0 && value <= 1)) is var wrong and >= 0)
            throw StudioException.Invalid($"'image' holds {image[wrong]} at place {wrong}; give numbers from 0 (background) to 1 (stroke).");
        return image;
    }

    /// <summary>Requires as many finite numbers as there are pixels.</summary>
    /// <exception cref="StudioException">They are others.</exception>
    internal static double[] Checked(double[] values, string name)
    {
        if (values.Length != Pixels)
            throw StudioException.Invalid($"'{name}' has {values.Length} numbers; give {Pixels}, one for each pixel.");
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var wrong and >= 0)
            throw StudioException.Invalid($"'{name}' holds a number that is not finite at place {wrong}.");
        return values;
    }

    /// <summary>Brings a drawing to the form of MNIST's digits.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Grey levels row by row, 255 for the stroke.</param>
    /// <param name="prepare">Whether it is centred and scaled as MNIST's were, as <c>explain --images</c> does; else only scaled.</param>
    /// <param name="longest">The longest side that is allowed.</param>
    /// <exception cref="StudioException">The drawing is blank, too large, or has other pixels than it says.</exception>
    internal static double[] OfDrawing(int width, int height, byte[] pixels, bool prepare, int longest)
    {
        if (width < 1 || height < 1 || width > longest || height > longest)
            throw StudioException.Invalid($"'drawing' has {width} × {height} pixels; each side may have 1 to {longest}.");
        if (pixels.Length != width * height)
            throw StudioException.Invalid($"'drawing.pixels' has {pixels.Length} bytes; {width} × {height} pixels are {width * height}.");
        try
        {
            var drawn = new GreyImage(width, height, pixels);
            return ToIntensities((prepare ? drawn.ToCentered(field: Side) : drawn.ResizeArea(Side, Side)).Pixels);
        }
        catch (InvalidDataException e)
        {
            throw StudioException.Invalid($"'drawing': {e.Message}");
        }
    }

    /// <summary>Grey levels as intensities from 0 to 1.</summary>
    internal static double[] ToIntensities(ReadOnlySpan<byte> levels)
    {
        var image = new double[levels.Length];
        for (var i = 0; i < image.Length; i++)
            image[i] = levels[i] / 255.0;
        return image;
    }

    /// <summary>Intensities as grey levels; null where they lie between levels.</summary>
    internal static byte[]? ToLevels(double[] image)
    {
        var levels = new byte[image.Length];
        for (var i = 0; i < image.Length; i++)
        {
            levels[i] = (byte)Math.Round(255 * image[i]);
            if (Math.Abs(levels[i] / 255.0 - image[i]) > 1e-6)
                return null;
        }
        return levels;
    }

    /// <summary>Intensities in the network's units; of those that grey levels have, the very numbers that <see cref="Normalization.ToTensor{T}"/> gives.</summary>
    internal static float[] Normalize(double[] image, Normalization normalization)
    {
        var (mean, deviation) = ((float)normalization.Mean[0], (float)normalization.StandardDeviation[0]);
        return [.. image.Select(value => ((float)value - mean) / deviation)];
    }

    /// <summary>The images [n, 1, 28, 28].</summary>
    internal static Tensor<float> ToTensor(params IReadOnlyList<float[]> images)
    {
        var values = new float[images.Count * Pixels];
        for (var i = 0; i < images.Count; i++)
            images[i].CopyTo(values, i * Pixels);
        return Tensors.Of(values, images.Count, [1, Side, Side]);
    }
}
