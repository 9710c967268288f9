namespace Relevance.Imaging;

/// <summary>How relevance and photograph are combined.</summary>
public enum OverlayMode
{
    /// <summary>The colours of the heatmap over the photograph in light grey; the weaker the relevance, the more transparent.</summary>
    BlendedHeatmap,

    /// <summary>The photograph in its own colours, darkened to black where relevance is 0.</summary>
    MaskedImage,

    /// <summary>The photograph in its own colours, fading to white where relevance is 0.</summary>
    AlphaScaling,

    /// <summary>The photograph alone, to stand beside the others.</summary>
    OriginalImage,
}
