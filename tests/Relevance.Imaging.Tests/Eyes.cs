namespace Relevance.Imaging.Tests;

/// <summary>
/// How somebody sees colours: usual eyes, and those without the cones for long or for middle wavelengths (G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
/// "A physiologically-based model for simulation of color vision deficiency", 2009, severity 1).
/// </summary>
/// <param name="Name">Of what kind.</param>
/// <param name="Matrix">From linear RGB to the linear RGB that looks the same to usual eyes.</param>
internal sealed record Eyes(string Name, double[][] Matrix)
{
    internal static IReadOnlyList<Eyes> All { get; } =
    [
        new("usual", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        new("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
        new("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ];

    /// <summary>The distance in CIELAB; from about 2.3 on a difference is just noticed where colours touch.</summary>
    internal double Difference(Rgb a, Rgb b) => Math.Sqrt(Lab(a).Zip(Lab(b), (p, q) => (p - q) * (p - q)).Sum());

    private double[] Lab(Rgb color)
    {
        double[] linear = [Linear(color.R), Linear(color.G), Linear(color.B)];
        double[] seen = [.. Matrix.Select(row => Math.Clamp(row.Zip(linear, (p, q) => p * q).Sum(), 0, 1))];
        var x = Root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
        var y = Root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        var z = Root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Linear(byte value) => value / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);

    private static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
}
