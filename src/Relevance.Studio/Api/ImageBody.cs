using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>A drawing of any size.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Grey levels row by row, 255 for the stroke; in base64.</param>
internal sealed record Drawing(int Width, int Height, byte[] Pixels);

/// <summary>A request about an image: 784 numbers, or a drawing.</summary>
internal abstract record ImageBody
{
    /// <summary>28 × 28 intensities from 0 (background) to 1 (stroke), row by row.</summary>
    public double[]? Image { get; set; }

    /// <summary>A drawing instead.</summary>
    public Drawing? Drawing { get; set; }

    /// <summary>Whether the drawing is centred and scaled as MNIST's digits were; else it is only scaled.</summary>
    public bool Prepare { get; set; } = true;

    /// <summary>The 28 × 28 intensities that the network sees.</summary>
    /// <exception cref="StudioException">The image is missing, given twice or not valid.</exception>
    internal double[] Read(StudioLimits limits) => (Image, Drawing) switch
    {
        ({ } image, null) => Inputs.Checked(image),
        (null, { } drawing) => Inputs.OfDrawing(drawing.Width, drawing.Height, drawing.Pixels, Prepare, limits.DrawingSide),
        (null, null) => throw StudioException.Invalid("There is no image; give 'image', 784 numbers from 0 to 1, or 'drawing'."),
        _ => throw StudioException.Invalid("There are 'image' and 'drawing'; give only one of them."),
    };
}
