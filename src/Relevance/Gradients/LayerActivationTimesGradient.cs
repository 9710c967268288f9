using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Activation times gradient of a layer: R = A ⊙ ∂f/∂A, the first-order contribution of each hidden unit to the score; gradient × input for the part of the
/// network after that layer.
/// </summary>
/// <remarks>
/// The relevance has the shape of the layer's output, as in Captum's LayerGradientXActivation, unless it is resized to the image. Units: those of the score.
/// Source: for the input, Shrikumar et al., Not just a black box, 2016.
/// </remarks>
public sealed class LayerActivationTimesGradient : ProgramExplainer
{
    private readonly Node layer;
    private readonly bool overImage;

    /// <summary>Creates the method for a layer.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="layer">The name of the layer; null for the last convolution, before its activation.</param>
    /// <param name="overImage">Whether the relevance is summed over the layer's channels and resized to the image by bilinear interpolation; otherwise it has
    /// the shape of the layer's output.</param>
    /// <exception cref="ArgumentException">The network has no such layer or, where none is named, no convolution.</exception>
    public LayerActivationTimesGradient(Network network, string? layer = null, bool overImage = false) : base(network)
    {
        (this.layer, this.overImage) = (FeatureMaps.LayerOf(network, layer), overImage);
        Parameters = new Dictionary<string, object> { ["layer"] = this.layer.Name, ["over-image"] = overImage };
    }

    /// <inheritdoc/>
    public override string Name => "layer-activation-times-gradient";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    private protected override Program Write(Shape image)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(Network, program, image);
        var gradient = pass.Gradient(program.Add(new DirectionOperation(), pass.Scores), layer.Index);
        var shares = program.Times(pass.OutputOf(layer), gradient);
        return program.Build((Scores, pass.Scores), (Relevance, overImage ? FeatureMaps.OverImage(program, shares, image, layer) : shares));
    }
}
