using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Surrounds the last axes with a constant. Relevance that falls to the constant is absorbed, as by a bias.</summary>
/// <param name="kind">The kind of layer, such as <c>ZeroPad2d</c>.</param>
/// <param name="padding">Before and after the last axis, before and after the one before it, and so on; negative to cut off.</param>
/// <param name="value">The constant.</param>
public sealed class ConstantPadding(string kind, IReadOnlyList<long> padding, double value) : CopyLayer
{
    private readonly long[] padding = [.. padding];

    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Details => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', padding)}{(value == 0 ? "" : $", value {value}")}");

    internal override bool HasConstants => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => nn.functional.pad(input, padding, PaddingModes.Constant, value);

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) =>
        nn.functional.pad(gradient, [.. padding.Select(p => -p)], PaddingModes.Constant, 0);
}
