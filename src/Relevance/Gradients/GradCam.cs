using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Grad-CAM: the feature maps A_k of a layer, weighted by the mean gradient of the score with respect to each map, α_k = mean over the map of ∂f/∂A_k: R =
/// max(0, Σ_k α_k A_k), resized to the image by bilinear interpolation.
/// </summary>
/// <remarks>
/// The resolution is that of the layer's maps. All channels of the image get the same relevance. Without the rectification, negative values speak against the
/// class. Source: Selvaraju et al., Grad-CAM: visual explanations from deep networks via gradient-based localization, 2017, equations 1 and 2.
/// </remarks>
public sealed class GradCam : ProgramExplainer
{
    private readonly Node layer;
    private readonly bool isRectified;

    /// <summary>Creates the method for a layer.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="layer">The name of a layer with feature maps; null for the last convolution, before its activation.</param>
    /// <param name="isRectified">Whether negative values are set to 0, as in the paper.</param>
    /// <exception cref="ArgumentException">The network has no such layer or, where none is named, no convolution.</exception>
    public GradCam(Network network, string? layer = null, bool isRectified = true) : base(network)
    {
        (this.layer, this.isRectified) = (FeatureMaps.LayerOf(network, layer), isRectified);
        Parameters = new Dictionary<string, object> { ["layer"] = this.layer.Name, ["rectified"] = isRectified };
    }

    /// <inheritdoc/>
    public override string Name => "grad-cam";

    /// <inheritdoc/>
    public override bool IsSigned => !isRectified;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    private protected override Program Write(Shape image)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(Network, program, image);
        var maps = pass.OutputOf(layer);
        if (maps.Shape.Rank != 3)
            throw new ArgumentException($"Grad-CAM weighs feature maps [N, C, H, W]; layer '{layer.Name}' has an output of shape [N, {string.Join(", ", maps.Shape)}].");
        var gradient = pass.Gradient(program.Add(new DirectionOperation(), pass.Scores), layer.Index);
        var weighted = FeatureMaps.Sum(program, program.Times(maps, FeatureMaps.MeanOfEach(program, gradient)));
        var kept = isRectified ? program.Of(UnaryFunction.PositivePart, weighted) : weighted;
        return program.Build((Scores, pass.Scores), (Relevance, FeatureMaps.OverImage(program, kept, image, layer)));
    }
}
