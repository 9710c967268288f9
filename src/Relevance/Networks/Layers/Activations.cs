using System.Globalization;
using Relevance.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>The activations besides the (leaky) rectifier, each with its derivative. At a kink the derivative is PyTorch's.</summary>
internal static class Activations
{
    /// <summary>z for z &gt; 0, α (eᶻ − 1) elsewhere.</summary>
    internal static ActivationLayer Elu(double alpha)
    {
        var factor = Scalars.Of(alpha);
        return new SmoothActivation("ELU", Text(alpha),
            z => z.clamp_min(Scalars.Zero).add(z.clamp_max(Scalars.Zero).expm1(), factor),
            (z, _) => where(z.gt(Scalars.Zero), ones_like(z), z.clamp_max(Scalars.Zero).exp() * factor));
    }

    /// <summary>z Φ(z) with the normal distribution function Φ.</summary>
    internal static ActivationLayer Gelu()
    {
        var (root, minusHalf, density) = (Scalars.Of(Math.Sqrt(0.5)), Scalars.Of(-0.5), Scalars.Of(1 / Math.Sqrt(2 * Math.PI)));
        return new SmoothActivation("GELU", "", z => nn.functional.gelu(z, GELU.Approximate.none),
            (z, _) => (z * root).erf().Plus(Scalars.One).mul(Scalars.Half).Plus(z * (z * z * minusHalf).exp() * density));
    }

    /// <summary>½ z (1 + tanh u) with u = √(2/π) (z + 0.044715 z³).</summary>
    internal static ActivationLayer GeluByTanh()
    {
        const double cubic = 0.044715;
        var slope = Math.Sqrt(2 / Math.PI);
        var (linear, third, thirdOfSlope) = (Scalars.Of(slope), Scalars.Of(slope * cubic), Scalars.Of(3 * slope * cubic));
        return new SmoothActivation("GELU", "tanh", z => nn.functional.gelu(z, GELU.Approximate.tanh), (z, _) =>
        {
            var square = z * z;
            var t = (z * linear).Plus(square * z * third).tanh();
            // ½ (1 + t) + ½ z (1 − t²) u′
            return t.Plus(Scalars.One).Plus(z.Minus(z * t * t) * (square * thirdOfSlope).Plus(linear)).mul(Scalars.Half);
        });
    }

    /// <summary>z σ(z) with the logistic function σ.</summary>
    internal static ActivationLayer Silu() => new SmoothActivation("SiLU", "", z => z * z.sigmoid(), (z, a) =>
    {
        var s = z.sigmoid();
        return s.Plus(a.Minus(a * s));
    });

    /// <summary>The hyperbolic tangent.</summary>
    internal static ActivationLayer Tanh() => new SmoothActivation("Tanh", "", z => z.tanh(), (_, a) => ones_like(a).Minus(a * a));

    /// <summary>The logistic function σ(z) = 1 / (1 + e⁻ᶻ).</summary>
    internal static ActivationLayer Sigmoid() => new SmoothActivation("Sigmoid", "", z => z.sigmoid(), (_, a) => a.Minus(a * a));

    /// <summary>ln(1 + e^(βz)) / β, and z itself where βz is above the threshold.</summary>
    internal static ActivationLayer Softplus(double beta, double threshold)
    {
        var (factor, most) = (Scalars.Of(beta), Scalars.Of(threshold));
        return new SmoothActivation("Softplus", Text(beta),
            z => where((z * factor).gt(most), z, (z * factor).clamp_max(most).exp().log1p() / factor),
            (z, _) => where((z * factor).gt(most), ones_like(z), (z * factor).sigmoid()));
    }

    /// <summary>z cut off at 0 and 6.</summary>
    internal static ActivationLayer Relu6()
    {
        var six = Scalars.Of(6);
        return new SmoothActivation("ReLU6", "",
            z => z.clamp(Scalars.Zero, six), (z, _) => z.gt(Scalars.Zero).logical_and(z.lt(six)).to(z.dtype));
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
