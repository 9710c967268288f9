using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Carries out a rule's choice of <see cref="BiasHandling"/> for one layer.</summary>
internal sealed class BiasShare
{
    private readonly LinearMap map;
    private readonly LinearMap? connections;
    private readonly PerShape? inputsOfUnit;

    internal BiasShare(LinearMap map, BiasHandling handling)
    {
        this.map = map;
        IsCounted = map.HasBias && handling != BiasHandling.LeftOut;
        if (!IsCounted || handling != BiasHandling.Spread)
            return;
        connections = map.Take(WeightPart.Connection);
        // Padding connects a unit to nothing: at a border it has fewer inputs.
        inputsOfUnit = new PerShape((shape, type) => connections.Apply(ones(shape, type)));
    }

    /// <summary>Whether the bias enters the denominators.</summary>
    internal bool IsCounted { get; }

    /// <summary>ρ(b) in a shape that broadcasts with the output; 0 where the bias is not counted.</summary>
    internal Tensor? Of(WeightPart part, Tensor output) => IsCounted ? part.Of(map.Bias((int)output.dim())!) : null;

    /// <summary>The output without the bias where that takes no part.</summary>
    internal Tensor Counted(Tensor output) => map.HasBias && !IsCounted ? output.Minus(map.Bias((int)output.dim())!) : output;

    /// <summary>Adds what the bias hands on, and books what it absorbs.</summary>
    /// <param name="relevance">R_j without the bias.</param>
    /// <param name="share">What falls to the bias of each unit, ρ(b_k) · s_k; computed only where somebody asks for it.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="account">Where absorbed relevance is booked, or null.</param>
    internal Tensor Settle(Tensor relevance, Func<Tensor> share, Tensor input, LayerAccount? account)
    {
        if (connections is null)
        {
            if (IsCounted)
                account?.AbsorbedByBias(share());
            return relevance;
        }
        return relevance.Plus(connections.Transpose(share() / inputsOfUnit!.For(input), input.shape));
    }
}
