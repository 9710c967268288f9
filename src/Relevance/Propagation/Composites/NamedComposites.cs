using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Propagation.Rules;
using static Relevance.Propagation.Composites.LayerCondition;

namespace Relevance.Propagation.Composites;

/// <summary>
/// The composites known by name. Composites that also exist in Zennit have the same rules and defaults as there, including the treatment of biases: z⁺ is
/// LRP-α1β0, to which a positive bias contributes, except in deep Taylor decomposition, which leaves biases out. (The remaining differences, for networks that
/// begin with a fully connected layer and for batch normalisation, are described in docs/differences.md.)
/// </summary>
/// <remarks>In all of them, average poolings share relevance in proportion to their inputs. The stabiliser of all other rules is 10⁻⁶.</remarks>
public static class NamedComposites
{
    private const double Stabilizer = 1e-6;

    private static readonly CompositeLine Poolings = new(Weightless, new LrpEpsilon(Stabilizer));

    /// <summary>The rule that Zennit calls ZPlus: a positive bias takes its share.</summary>
    private static readonly ZPlus ZPlusOfZennit = new(Stabilizer, BiasHandling.InDenominator);

    /// <summary>The rule of deep Taylor decomposition: no bias takes part.</summary>
    private static readonly ZPlus ZPlusOfDeepTaylor = new(Stabilizer, BiasHandling.LeftOut);

    /// <summary>All composites, in the order in which lists show them.</summary>
    public static ImmutableArray<NamedComposite> All { get; } =
    [
        new("epsilon-gamma-box", "zB at the pixels, γ in convolutions, ε in fully connected layers: the advice of the overview (Montavon et al. 2019)",
            [Gamma(0.25), Epsilon(1e-6)],
            p => [Poolings, new(First, new ZBox(p.Low, p.High)), new(Convolution, new LrpGamma(p["gamma"])), new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("lrp-0", "each input's own share throughout: in networks of rectifiers gradient × input (Montavon et al. 2019)",
            [],
            _ => [new(Linear, new LrpZero()), new(LayerCondition.Normalization, new LrpZero())]),
        new("epsilon", "ε throughout (Bach et al. 2015)",
            [Epsilon(1e-6)],
            p => [Poolings, new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("gamma", "γ throughout (Montavon et al. 2019)",
            [Gamma(0.25)],
            p => [Poolings, new(Linear, new LrpGamma(p["gamma"]))]),
        new("alpha1-beta0", "α = 1, β = 0 throughout: only positive contributions (Bach et al. 2015)",
            [],
            _ => [Poolings, new(Linear, new AlphaBeta(1, 0))]),
        new("alpha2-beta1", "α = 2, β = 1 throughout (Bach et al. 2015)",
            [],
            _ => [Poolings, new(Linear, new AlphaBeta(2, 1))]),
        new("epsilon-plus", "z⁺ with positive biases in convolutions, ε in fully connected layers",
            [Epsilon(1e-6)],
            p => [Poolings, new(Convolution, ZPlusOfZennit), new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("epsilon-plus-flat", "flat at the pixels, z⁺ with positive biases in convolutions, ε in fully connected layers (Lapuschkin et al. 2019)",
            [Epsilon(1e-6)],
            p => [Poolings, new(First, new Flat()), new(Convolution, ZPlusOfZennit), new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("epsilon-alpha2-beta1", "α = 2, β = 1 in convolutions, ε in fully connected layers",
            [Epsilon(1e-6)],
            p => [Poolings, new(Convolution, new AlphaBeta(2, 1)), new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("epsilon-alpha2-beta1-flat", "flat at the pixels, α = 2, β = 1 in convolutions, ε in fully connected layers (Lapuschkin et al. 2019)",
            [Epsilon(1e-6)],
            p => [Poolings, new(First, new Flat()), new(Convolution, new AlphaBeta(2, 1)), new(Linear, new LrpEpsilon(p["epsilon"]))]),
        new("excitation-backprop", "z⁺ with positive biases throughout, activations by their gradient (Zhang et al. 2016, as in Zennit)",
            [],
            _ => [Poolings, new(Activation, new Gradient()), new(Linear, ZPlusOfZennit)]),
        new("deep-taylor", "deep Taylor decomposition of bounded inputs: z⁺ without biases, zB at the pixels (Montavon, Samek, Müller 2018)",
            [],
            p => [Poolings, new(First, new ZBox(p.Low, p.High)), new(Linear, ZPlusOfDeepTaylor)]),
        new("deep-taylor-w2", "deep Taylor decomposition of unbounded inputs: z⁺ without biases, w² at the pixels (Montavon, Samek, Müller 2018)",
            [],
            _ => [Poolings, new(First, new WSquare()), new(Linear, ZPlusOfDeepTaylor)]),
        new("overview-mnist", "zB at the pixels, γ in convolutions, ε = 0.1·rms in hidden fully connected layers, LRP-0 at the top (Montavon et al. 2019)",
            [Gamma(0.1), Epsilon(0.1)],
            p =>
            [
                Poolings, new(First, new ZBox(p.Low, p.High)), new(Last, new LrpZero()), new(Convolution, new LrpGamma(p["gamma"])),
                new(Linear, new LrpEpsilon(p["epsilon"], Relative: true)),
            ]),
    ];

    /// <summary>The default composite of layer-wise relevance propagation.</summary>
    public static NamedComposite Default => All[0];

    /// <summary>Finds a composite by its name.</summary>
    /// <exception cref="ArgumentException">No composite has this name; the message lists the names there are.</exception>
    public static NamedComposite Find(string name) => All.FirstOrDefault(composite => composite.Name == name)
        ?? throw new ArgumentException(Suggestion.For("composite", name, [.. All.Select(composite => composite.Name)]));

    private static Parameter Gamma(double standard) => Parameter.Number(
        "gamma", standard, 0, double.PositiveInfinity, "how much the rule γ favours contributions with the sign of the sum") with
    {
        Symbol = "γ",
        Usual = (0, 10),
        IsLogarithmic = true,
    };

    private static Parameter Epsilon(double standard) => Parameter.Number(
        "epsilon", standard, 0, double.PositiveInfinity, "the number that the rule ε adds to the denominator, which absorbs weak or contradictory contributions") with
    {
        Symbol = "ε",
        Usual = (1e-9, 10),
        IsLogarithmic = true,
    };
}
