namespace Relevance.Metrics;

/// <summary>Relevance mass: Σ_{i inside} R_i⁺ / Σ_i R_i⁺, the fraction of the positive relevance that lies on the object of the explained class.</summary>
/// <remarks>
/// Higher is better: from 0 to 1; chance gives the fraction of the pixels that belong to the object. Needs no forward passes. Source: Arras, Osman, Samek,
/// CLEVR-XAI: a benchmark dataset for the ground truth evaluation of neural network explanations, 2022, section 3.4.1, with the positive part as pooling.
/// </remarks>
/// <param name="objects">The mask of each image, in their order: for each pixel, whether it belongs to the object, H · W values, or C · H · W if channels
/// differ; copied.</param>
public sealed class RelevanceMass(IReadOnlyList<bool[]> objects) : Localization(objects)
{
    /// <inheritdoc/>
    public override string Name => "relevance-mass";

    /// <inheritdoc/>
    public override string Title => "Relevance mass on the object";

    /// <inheritdoc/>
    public override string Meaning => "the fraction of the positive relevance that lies on the object of the explained class";

    private protected override Measured Measure(double[] relevance, bool[] inside)
    {
        double held = 0, sum = 0;
        for (var i = 0; i < relevance.Length; i++)
        {
            var positive = Math.Max(0, relevance[i]);
            sum += positive;
            held += inside[i] ? positive : 0;
        }
        return Measured.OrNone(held / sum, "No relevance is positive.");
    }
}
