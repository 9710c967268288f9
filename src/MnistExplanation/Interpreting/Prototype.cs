using Mnist.Data;
using Relevance.Imaging;

namespace MnistExplanation.Interpreting;

/// <summary>An image that activation maximisation found.</summary>
/// <param name="Variant">How.</param>
/// <param name="Subject">For what: the name of a class, or a hidden unit.</param>
/// <param name="Class">The class, or null for a hidden unit.</param>
/// <param name="Pixels">28 × 28 values from 0 (black) to 1.</param>
/// <param name="Value">log p(c|x), or the activation.</param>
/// <param name="Predicted">The class that the whole network sees in it.</param>
/// <param name="Probability">Of that class.</param>
/// <param name="History">The objective at the start and after each step tried.</param>
/// <param name="Converged">Whether the search came to rest.</param>
/// <param name="Strength">λ or η.</param>
internal sealed record Prototype(
    Variant Variant, string Subject, int? Class, float[] Pixels, double Value, int Predicted, double Probability, IReadOnlyList<double> History, bool Converged, double Strength)
{
    /// <summary>The image, for a picture.</summary>
    internal Map Map => new(LabelledImages.Side, LabelledImages.Side, Pixels);
}
