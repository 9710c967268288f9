namespace Relevance.Imaging;

/// <summary>The ways in which a heatmap and a photograph can be combined.</summary>
public enum OverlayMode
{
    /// <summary>The heatmap over the photograph in light grey; the weaker the relevance, the more transparent the heatmap.</summary>
    BlendedHeatmap,

    /// <summary>The photograph in its own colours, darkened to black where relevance is 0.</summary>
    MaskedImage,

    /// <summary>The photograph in its own colours, fading to white where relevance is 0.</summary>
    AlphaScaling,

    /// <summary>The photograph alone, to be shown beside the others.</summary>
    OriginalImage,
}
