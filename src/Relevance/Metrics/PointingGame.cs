namespace Relevance.Metrics;

/// <summary>
/// Pointing game: 1 if the value with the highest relevance lies on the object of the explained class, else 0; if several values are highest, the fraction of
/// them that lies on it.
/// </summary>
/// <remarks>
/// Higher is better; the mean over images is the hit rate. Chance gives the fraction of the pixels that belong to the object. Needs no forward passes. Source:
/// Zhang et al., Top-down neural attention by excitation backprop, 2018, section 5.1, without its tolerance of 15 pixels.
/// </remarks>
/// <param name="objects">The mask of each image, in their order: for each pixel, whether it belongs to the object, H · W values, or C · H · W if channels
/// differ; copied.</param>
public sealed class PointingGame(IReadOnlyList<bool[]> objects) : Localization(objects)
{
    /// <inheritdoc/>
    public override string Name => "pointing-game";

    /// <inheritdoc/>
    public override string Title => "Pointing game";

    /// <inheritdoc/>
    public override string Meaning => "whether the pixel with the highest relevance lies on the object of the explained class";

    private protected override Measured Measure(double[] relevance, bool[] inside)
    {
        var largest = relevance.Max();
        if (largest <= 0)
            return Measured.None("No relevance is positive.");
        var hits = relevance.Index().Where(pair => pair.Item == largest).Select(pair => inside[pair.Index]).ToArray();
        return new(hits.Count(hit => hit) / (double)hits.Length);
    }
}
