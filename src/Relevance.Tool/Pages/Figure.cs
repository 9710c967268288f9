namespace Relevance.Tool.Pages;

/// <summary>A picture that travels inside the page.</summary>
internal sealed record Figure
{
    private const string Prefix = "data:image/png;base64,";

    /// <summary>Makes a figure.</summary>
    /// <param name="dataUri">The PNG file as <c>data:image/png;base64,…</c>.</param>
    /// <param name="width">Its width on the page in CSS pixels: the PNG's width divided by its pixels per layout unit.</param>
    /// <param name="height">Its height on the page in CSS pixels.</param>
    /// <param name="altText">A description of the picture for people who cannot see it.</param>
    /// <exception cref="ArgumentException">It is not an embedded PNG, has no size or no alternative text.</exception>
    internal Figure(string dataUri, int width, int height, string altText)
    {
        if (!dataUri.StartsWith(Prefix, StringComparison.Ordinal))
            throw new ArgumentException($"A figure must be embedded, '{Prefix}…', not " +
                $"'{dataUri[..Math.Min(dataUri.Length, 40)]}'.", nameof(dataUri));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(altText);
        (DataUri, Width, Height, AltText) = (dataUri, width, height, altText);
    }

    /// <summary>The PNG file.</summary>
    internal string DataUri { get; }

    /// <summary>Its width in CSS pixels.</summary>
    internal int Width { get; }

    /// <summary>Its height in CSS pixels.</summary>
    internal int Height { get; }

    /// <summary>What it shows, in words.</summary>
    internal string AltText { get; }

    /// <summary>Whether it is a chart, which a dark page shows light on dark. The colours of heatmaps mean what they do on white.</summary>
    internal bool IsChart { get; init; }
}
