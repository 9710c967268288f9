using Relevance.Networks;

namespace Relevance.Propagation.Rules;

/// <summary>Pass: hands relevance on unchanged, element by element. What activations and changes of shape do.</summary>
/// <remarks>Source: Montavon et al. 2019, section 10.2: LRP redistributes in linear layers; the activation belongs to its unit.</remarks>
public sealed record Pass : Rule
{
    /// <inheritdoc/>
    public override string Name => "pass";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>();

    internal override Propagate Prepare(Layer layer) => (input, _, relevance, _) => relevance.numel() == input.numel()
        ? relevance.reshape(input.shape)
        : throw new ArgumentException($"Rule 'pass' needs as many outputs as inputs; {layer} has {relevance.numel()} and {input.numel()}.");
}
