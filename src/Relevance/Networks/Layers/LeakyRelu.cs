using System.Globalization;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>a = z for z &gt; 0, slope · z elsewhere; slope 0 is the rectifier (ReLU).</summary>
/// <param name="slope">The slope for negative inputs, at least 0.</param>
public sealed class LeakyRelu(double slope) : ActivationLayer
{
    private readonly Scalar negativeSlope = Scalars.Of(slope), rise = Scalars.Of(1 - slope);

    /// <summary>The slope for negative inputs.</summary>
    public double Slope { get; } = slope;

    /// <inheritdoc/>
    public override string Kind => Slope == 0 ? "ReLU" : "LeakyReLU";

    /// <inheritdoc/>
    public override string Details => Slope == 0 ? "" : Slope.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Slope == 0 ? input.relu() : input.leaky_relu(negativeSlope);

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        // f′ is 1 for z > 0 and the slope elsewhere, at the kink too, as in PyTorch; by arithmetic on the sign, ten times as fast as where.
        var derivative = input.sign().clamp_min_(Scalars.Zero);
        if (Slope != 0)
            derivative.mul_(rise).Increase(negativeSlope);
        return derivative.mul_(gradient).MoveToOuterDisposeScope();
    }
}
