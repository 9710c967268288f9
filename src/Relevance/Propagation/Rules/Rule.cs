using Relevance.Definitions;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// A rule of layer-wise relevance propagation: defines how the relevance at a layer's output is shared among its inputs. To write a rule of your own, derive
/// from this class or from <see cref="LinearRule"/>, which only needs the contributions of the inputs.
/// </summary>
public abstract record Rule
{
    // Not a field of the record: two rules with the same parameters are equal.
    private static readonly IReadOnlyDictionary<string, object> NoParameters = new Dictionary<string, object>();

    /// <summary>The rule's name in kebab case.</summary>
    public abstract string Name { get; }

    /// <summary>The rule's parameters by name; numbers, booleans, enumerations, and numbers for each channel.</summary>
    public virtual IReadOnlyDictionary<string, object> Parameters => NoParameters;

    /// <summary>Checks, before anything is written, that the rule can be applied to a layer.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public virtual void RequireFor(Layer layer)
    {
    }

    /// <summary>Writes the rule for one layer.</summary>
    /// <param name="layer">The layer, with its values and the relevance at its output.</param>
    /// <returns>The relevance at each input, of the shape of the input.</returns>
    /// <exception cref="ArgumentException">The rule cannot be applied to the layer.</exception>
    public abstract IReadOnlyList<Value> Write(RuleContext layer);

    /// <summary>Writes the rule in its notation, such as <c>gamma(gamma=0.25, epsilon=1E-06, bias=in-denominator)</c>.</summary>
    public sealed override string ToString() =>
        Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Key}={Parameter.Write(parameter.Value)}"))})";
}

/// <summary>A layer, with its values and the relevance at its output, to which a rule is applied.</summary>
/// <param name="Program">The program that the rule is written into.</param>
/// <param name="Node">The layer.</param>
/// <param name="Inputs">The layer's inputs.</param>
/// <param name="Output">The layer's output; for a linear layer z = W a + b, before any activation.</param>
/// <param name="Relevance">The relevance R at the output, of the same shape.</param>
public sealed record RuleContext(ProgramBuilder Program, Node Node, IReadOnlyList<Value> Inputs, Value Output, Value Relevance)
{
    /// <summary>The layer.</summary>
    public Layer Layer => Node.Layer;

    /// <summary>Where absorbed relevance is booked; null if no ledger is kept.</summary>
    internal LayerAccount? Account { get; init; }

    /// <summary>Records, in the ledger, relevance that a bias or another constant absorbs.</summary>
    /// <param name="share">Writes the relevance absorbed at each place; called only if a ledger is kept.</param>
    public void BookBias(Func<Value> share) => Account?.Bias.Add(Program.Reduce(Reduction.Sum, share()));

    /// <summary>Records, in the ledger, relevance that a stabiliser absorbs.</summary>
    /// <param name="share">Writes the relevance absorbed at each place; called only if a ledger is kept.</param>
    public void BookStabilizer(Func<Value> share) => Account?.Epsilon.Add(Program.Reduce(Reduction.Sum, share()));
}

/// <summary>What a layer absorbed: figures of a program, to be added up.</summary>
internal sealed class LayerAccount
{
    /// <summary>The relevance that fell to the bias and went no further.</summary>
    internal List<Value> Bias { get; } = [];

    /// <summary>The relevance that the stabiliser ε absorbed.</summary>
    internal List<Value> Epsilon { get; } = [];
}
