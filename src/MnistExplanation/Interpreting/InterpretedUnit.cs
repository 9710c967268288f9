using Mnist.Data;
using Relevance.Imaging;
using Relevance.Propagation;

namespace MnistExplanation.Interpreting;

/// <summary>What excites a hidden unit.</summary>
/// <param name="Choice">The unit or feature map.</param>
/// <param name="Prototypes">One image for each variant.</param>
/// <param name="Exciting">The digits that excite it most, the strongest first.</param>
internal sealed record InterpretedUnit(HiddenUnit Choice, IReadOnlyList<Prototype> Prototypes, IReadOnlyList<ExcitingDigit> Exciting);

/// <summary>A test digit that excites a hidden unit.</summary>
/// <param name="Index">Its place in the test set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Activation">Of the unit, or the mean of the feature map.</param>
/// <param name="Pixels">28 × 28 grey values.</param>
internal sealed record ExcitingDigit(int Index, int Label, double Activation, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>The image, for a picture.</summary>
    internal Map Map => Map.FromBytes(LabelledImages.Side, LabelledImages.Side, Pixels.Span);
}
