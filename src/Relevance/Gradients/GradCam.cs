using Relevance.Networks;
using Relevance.Runtime;

namespace Relevance.Gradients;

/// <summary>
/// Grad-CAM: the feature maps A_k of a layer, weighted by how strongly the score reacts to each map on the whole, α_k = mean over the map of ∂f/∂A_k:
/// R = max(0, Σ_k α_k A_k), laid over the image by bilinear interpolation.
/// </summary>
/// <remarks>
/// As coarse as the layer's maps. All channels of the image have the same relevance. Without the rectification negative values speak against the class.
/// Source: Selvaraju et al., Grad-CAM: visual explanations from deep networks via gradient-based localization, 2017, equations 1 and 2.
/// </remarks>
public sealed class GradCam : Explainer
{
    private readonly Network network;
    private readonly Node layer;
    private readonly bool isRectified;

    /// <summary>Grad-CAM of a layer.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="layer">The name of a layer with feature maps; null for the last convolution, before its activation.</param>
    /// <param name="isRectified">Whether negative values are set to 0, as in the paper.</param>
    /// <exception cref="ArgumentException">There is no such layer, or no convolution.</exception>
    public GradCam(Network network, string? layer = null, bool isRectified = true) : base(network)
    {
        (this.network, this.layer, this.isRectified) = (network, FeatureMaps.LayerOf(network, layer), isRectified);
        Parameters = new Dictionary<string, object> { ["layer"] = this.layer.Name, ["rectified"] = isRectified };
    }

    /// <inheritdoc/>
    public override string Name => "grad-cam";

    /// <inheritdoc/>
    public override bool IsSigned => !isRectified;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var trace = Trace.Record(network, batch.Images);
        var (maps, gradient) = (trace.OutputOf(layer), trace.Gradient(batch.Direction(trace.Scores), layer.Index));
        if (maps.dim() != 4)
            throw new ArgumentException($"Grad-CAM weighs feature maps [N, C, H, W]; layer '{layer.Name}' has an output of shape [{string.Join(", ", maps.shape)}].");
        var weighted = (maps * gradient.mean([2, 3], keepdim: true)).sum(1, keepdim: true);
        return new(trace.Scores, FeatureMaps.OverImage(isRectified ? weighted.clamp_min(Scalars.Zero) : weighted, batch.Images, layer));
    }
}
