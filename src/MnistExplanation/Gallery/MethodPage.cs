using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Relevance;
using Relevance.Catalogue;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Gallery;

/// <summary>Makes an explainer as a user of the library would.</summary>
/// <param name="network">The network to explain.</param>
/// <param name="low">The value of a black pixel as the network sees it.</param>
/// <param name="high">The value of a white pixel.</param>
/// <param name="examples">Images to compare with, [M, 1, 28, 28].</param>
internal delegate Explainer ExplainerRecipe(Network network, ChannelValues low, ChannelValues high, Tensor<double> examples);

/// <summary>A method of the catalogue in the gallery: what its page says.</summary>
/// <param name="name">The method's name.</param>
/// <param name="make">How the library is asked for it; the page shows this very code.</param>
/// <param name="text">The text of <paramref name="make"/>.</param>
internal sealed class MethodPage(string name, ExplainerRecipe make, [CallerArgumentExpression(nameof(make))] string text = "")
    : GalleryEntry(name, text[(text.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim())
{
    internal MethodDefinition Definition => MethodCatalogue.Find(Name);

    /// <summary>What the method asks, for a newcomer.</summary>
    internal required string Asks { get; init; }

    /// <summary>What <see cref="GalleryEntry.Code"/> does.</summary>
    internal ExplainerRecipe Make { get; } = make;

    internal override string Arguments => $"explain --method {Name}";

    internal override ExplainRequest Request => new() { Method = MethodCall.Of(Definition), Target = TargetChoice.Predicted };
}
