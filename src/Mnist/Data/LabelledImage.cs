namespace Mnist.Data;

/// <summary>One image and its class.</summary>
/// <param name="Pixels">28 × 28 grey values row by row, 0 (background) to 255.</param>
/// <param name="Label">The class.</param>
public readonly record struct LabelledImage(ReadOnlyMemory<byte> Pixels, int Label);
