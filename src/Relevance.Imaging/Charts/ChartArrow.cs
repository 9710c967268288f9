namespace Relevance.Imaging;

/// <summary>An arrow of a <see cref="VectorField"/>, in units of the axes.</summary>
/// <param name="X">Where it begins.</param>
/// <param name="Y">Where it begins.</param>
/// <param name="Right">How far it goes to the right.</param>
/// <param name="Up">How far it goes up.</param>
public sealed record ChartArrow(double X, double Y, double Right, double Up);
