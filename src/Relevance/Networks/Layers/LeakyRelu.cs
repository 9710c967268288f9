using System.Globalization;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>a = z for z &gt; 0, slope · z elsewhere; slope 0 is the rectifier (ReLU).</summary>
/// <param name="slope">The slope for negative inputs, at least 0.</param>
public sealed class LeakyRelu(double slope) : ActivationLayer
{
    private readonly Scalar factor = slope;

    /// <summary>The slope for negative inputs.</summary>
    public double Slope { get; } = slope;

    /// <inheritdoc/>
    public override string Kind => Slope == 0 ? "ReLU" : "LeakyReLU";

    /// <inheritdoc/>
    public override string Details => Slope == 0 ? "" : Slope.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        Slope == 0 ? nn.functional.relu(input) : input.leaky_relu(factor);

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) =>
        // At the kink itself the slope of the negative side counts, as in PyTorch.
        where(input.gt(Scalars.Zero), gradient, Slope == 0 ? zeros_like(gradient) : gradient * factor);
}
