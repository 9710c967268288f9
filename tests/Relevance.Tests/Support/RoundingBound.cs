using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>
/// How far a heatmap that is computed in float32 may lie from the exact one: a property of the method, the weights and the image, not of the
/// program and the processor that compute it.
/// </summary>
/// <remarks>
/// To first order the error of a pixel is a sum over all roundings on the way, each times how strongly the pixel answers to it. Taken as
/// independent and as often up as down they obey Hoeffding's inequality: the sum exceeds λσ with a probability of at most 2 exp(−λ²/2), where
/// σ² is the sum of the squares of the largest that each can be. Random signs times the largest errors have just that σ², so σ is measured: as the
/// root mean square of what such draws (<see cref="RoundedMap"/>), made in float64, move the pixel by. Where a rule divides by nearly nothing they
/// move it far, and so may rounding; elsewhere the bound is narrow.
/// </remarks>
internal static class RoundingBound
{
    /// <summary>u of float32: half the distance from 1 to the next number, 2⁻²⁴.</summary>
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>λ: 3·10⁻¹⁴ for a pixel, and 10⁻⁷ for the two million that the tests compare.</summary>
    private const double Deviations = 8;

    /// <summary>σ of a pixel is uncertain by 1/√(2 · 8), a quarter; of an image's pixels the one with the largest counts.</summary>
    private const int Draws = 8;

    /// <summary>
    /// The bound of methods that are made of gradients, scores and their sums, on the golden network and digits: that of the squared gradient, the largest of
    /// them; that of gradient × input is half as large. (GoldenTests computes both.)
    /// </summary>
    public const double OfGradients = 3e-5;

    /// <summary>The bound for each image, in parts of the exact heatmap's largest absolute value, as <see cref="Errors.PerImage"/> measures.</summary>
    /// <param name="network">The network in float64.</param>
    /// <param name="heatmap">The method, [n, …] of a network: in one pass for all images, so that the signs are drawn in the same order each time.</param>
    public static double[] PerImage(Network network, Func<Network, Tensor> heatmap)
    {
        using var scope = NewDisposeScope();
        var exact = heatmap(network).flatten(1);
        var squares = zeros_like(exact);
        for (var draw = 0; draw < Draws; draw++)
        {
            using var inner = NewDisposeScope();
            var rounded = Rounded(network, new Random(draw));
            var moved = heatmap(rounded).flatten(1) - exact;
            squares.Increase(moved * moved);
            GC.KeepAlive(rounded); // it holds the weights, of which libtorch knows only the address
        }
        return [.. (squares.amax([1]).sqrt() / exact.abs().amax([1])).data<double>().Select(root => Deviations * root / Math.Sqrt(Draws))];
    }

    /// <summary>The bound of layer-wise relevance propagation.</summary>
    /// <param name="network">The network in float64.</param>
    /// <param name="composite">The rules.</param>
    /// <param name="images">The images in float64.</param>
    /// <param name="target">Whose score is explained.</param>
    public static double[] PerImage(Network network, Composite composite, Tensor images, Target target)
    {
        // By the layers' names: conditions such as "convolution" ask what kind of map a layer has.
        var rules = composite with { Lines = [.. composite.Plan(network).Select(entry => new CompositeLine(LayerCondition.Named(entry.Node.Name), entry.Rule))] };
        return PerImage(network, rounded =>
        {
            var propagation = new LayerwiseRelevancePropagation(rounded, rules);
            // With a ledger all images go through in one pass.
            var relevance = propagation.ExplainWithLedger(images, target).Explanation.Relevance;
            GC.KeepAlive(propagation);
            return relevance;
        });
    }

    private static Network Rounded(Network network, Random random) => new(
        [.. network.Nodes.Select(node => node.Layer is LinearLayer layer ? node with { Layer = new LinearLayer(layer.Kind, new RoundedMap(layer.Map, Unit, random)) } : node)],
        ScalarType.Float64);
}
