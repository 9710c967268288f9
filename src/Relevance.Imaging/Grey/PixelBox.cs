namespace Relevance.Imaging;

/// <summary>A rectangle of pixels.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="Width">The number of columns, at least 1.</param>
/// <param name="Height">The number of rows, at least 1.</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height);
