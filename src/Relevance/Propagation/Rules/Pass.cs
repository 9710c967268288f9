using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Pass: hands relevance on unchanged: in activations value by value, in layers that copy values to where the value came from.
/// </summary>
/// <remarks>Source: Montavon et al. 2019, section 10.2: LRP redistributes in linear layers; the activation belongs to its unit.</remarks>
public sealed record Pass : Rule
{
    /// <inheritdoc/>
    public override string Name => "pass";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object>();

    internal override Propagate Prepare(Layer layer) => layer is CopyLayer copy ? Back(copy) : (input, _, relevance, _) => relevance.numel() == input.numel()
        ? relevance.reshape(input.shape)
        : throw new ArgumentException($"Rule 'pass' needs as many outputs as inputs; {layer} has {relevance.numel()} and {input.numel()}.");

    private static Propagate Back(CopyLayer copy) => (input, output, relevance, account) =>
    {
        var result = copy.Pullback(input, output, relevance);
        if (account is not null && copy.HasConstants)
        {
            using var scope = NewDisposeScope();
            account.AbsorbedByBias(relevance.flatten(1).sum(1, keepdim: true).Minus(result.flatten(1).sum(1, keepdim: true)));
        }
        return result;
    };
}
