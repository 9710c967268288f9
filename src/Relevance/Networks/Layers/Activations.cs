using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>The activations besides the (leaky) rectifier, each with its derivative. At a kink the derivative is PyTorch's.</summary>
internal static class Activations
{
    /// <summary>z for z &gt; 0, α (eᶻ − 1) elsewhere.</summary>
    internal static ActivationLayer Elu(double alpha) => new SmoothActivation("ELU", Text(alpha),
        z => nn.functional.elu(z, alpha), (z, a) => where(z > 0, ones_like(a), a + alpha));

    /// <summary>z Φ(z) with the normal distribution function Φ.</summary>
    internal static ActivationLayer Gelu() => new SmoothActivation("GELU", "", z => nn.functional.gelu(z, GELU.Approximate.none), (z, _) =>
        (z * Math.Sqrt(0.5)).erf().add(1).mul(0.5) + z * (z.square() * -0.5).exp() * (1 / Math.Sqrt(2 * Math.PI)));

    /// <summary>½ z (1 + tanh u) with u = √(2/π) (z + 0.044715 z³).</summary>
    internal static ActivationLayer GeluByTanh() => new SmoothActivation("GELU", "tanh", z => nn.functional.gelu(z, GELU.Approximate.tanh), (z, _) =>
    {
        const double cubic = 0.044715;
        var slope = Math.Sqrt(2 / Math.PI);
        var t = ((z + cubic * z.pow(3)) * slope).tanh();
        return 0.5 * (1 + t) + 0.5 * slope * z * (1 - t.square()) * (1 + 3 * cubic * z.square());
    });

    /// <summary>z σ(z) with the logistic function σ.</summary>
    internal static ActivationLayer Silu() => new SmoothActivation("SiLU", "", z => nn.functional.silu(z), (z, a) =>
    {
        var s = z.sigmoid();
        return s + a * (1 - s);
    });

    /// <summary>The hyperbolic tangent.</summary>
    internal static ActivationLayer Tanh() => new SmoothActivation("Tanh", "", z => z.tanh(), (_, a) => 1 - a.square());

    /// <summary>The logistic function σ(z) = 1 / (1 + e⁻ᶻ).</summary>
    internal static ActivationLayer Sigmoid() => new SmoothActivation("Sigmoid", "", z => z.sigmoid(), (_, a) => a * (1 - a));

    /// <summary>ln(1 + e^(βz)) / β, and z itself where βz is above the threshold.</summary>
    internal static ActivationLayer Softplus(double beta, double threshold) => new SmoothActivation("Softplus", Text(beta),
        z => nn.functional.softplus(z, beta, threshold), (z, _) => where(z * beta > threshold, ones_like(z), (z * beta).sigmoid()));

    /// <summary>z cut off at 0 and 6.</summary>
    internal static ActivationLayer Relu6() => new SmoothActivation(
        "ReLU6", "", z => z.clamp(0, 6), (z, _) => (z > 0).logical_and(z < 6).to(z.dtype));

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
