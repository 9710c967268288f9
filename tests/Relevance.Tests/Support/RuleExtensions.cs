using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

internal static class RuleExtensions
{
    /// <summary>Applies a rule to one linear layer.</summary>
    public static Tensor Propagate(this Rule rule, LinearMap map, Tensor input, Tensor output, Tensor relevance)
    {
        var propagate = rule.Prepare(new LinearLayer("Layer", map));
        var result = propagate(input, output, relevance, null);
        GC.KeepAlive(propagate); // it holds the modified weights, of which libtorch knows only the address
        return result;
    }
}
