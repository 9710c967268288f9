namespace Relevance.Imaging;

/// <summary>An arrow of a <see cref="VectorField"/>, in units of the axes.</summary>
/// <param name="X">The X coordinate at which it begins.</param>
/// <param name="Y">The Y coordinate at which it begins.</param>
/// <param name="Right">Its length to the right; negative to the left.</param>
/// <param name="Up">Its length upwards; negative downwards.</param>
public sealed record ChartArrow(double X, double Y, double Right, double Up);
