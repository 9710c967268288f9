using Relevance.Catalogue;
using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>What measures must know beside the explainer that they judge.</summary>
/// <param name="Domain">What the model is made for: its background is what stands for nothing.</param>
/// <param name="Method">Makes the method that is judged for another network; null where measures that need it are left out.</param>
/// <param name="Objects">
/// Where the object is that was asked for, [N, H, W] or [N, C, H, W], not 0 inside it, for the very images that are judged; null where measures of
/// localisation are left out.
/// </param>
/// <param name="Seed">Decides what measures draw at random.</param>
public sealed record MeasureContext(InputDomain Domain, Func<Network, Explainer>? Method = null, Tensor? Objects = null, int Seed = 0);
