using Relevance.Definitions;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// A rule of layer-wise relevance propagation: how the relevance at a layer's output is shared among its inputs. A value with parameters; a rule of your own
/// is a subclass of this, or of <see cref="LinearRule"/>, which needs no more than what each input contributes.
/// </summary>
public abstract record Rule
{
    // Not a field of the record: two rules with the same parameters are equal.
    private static readonly IReadOnlyDictionary<string, object> NoParameters = new Dictionary<string, object>();

    /// <summary>The rule's name in kebab case.</summary>
    public abstract string Name { get; }

    /// <summary>The rule's parameters by name; numbers, booleans, enumerations, and numbers for each channel.</summary>
    public virtual IReadOnlyDictionary<string, object> Parameters => NoParameters;

    /// <summary>Checks, before anything is written, that the rule is for a layer.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public virtual void RequireFor(Layer layer)
    {
    }

    /// <summary>Writes the rule for one layer.</summary>
    /// <param name="layer">The layer, with its values and the relevance at its output.</param>
    /// <returns>The relevance at each input, of its shape.</returns>
    /// <exception cref="ArgumentException">The rule is not for such a layer.</exception>
    public abstract IReadOnlyList<Value> Write(RuleContext layer);

    /// <summary>The rule in writing, such as <c>gamma(gamma=0.25, epsilon=1E-06, bias=in-denominator)</c>.</summary>
    public sealed override string ToString() =>
        Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Key}={Parameter.Write(parameter.Value)}"))})";
}

/// <summary>A layer to whose output relevance has come.</summary>
/// <param name="Program">Where the rule is written.</param>
/// <param name="Node">The layer.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Output">Its output; of a linear layer z = W a + b, before any activation.</param>
/// <param name="Relevance">R at the output, of its shape.</param>
public sealed record RuleContext(ProgramBuilder Program, Node Node, IReadOnlyList<Value> Inputs, Value Output, Value Relevance)
{
    /// <summary>The layer.</summary>
    public Layer Layer => Node.Layer;

    /// <summary>Where absorbed relevance is booked; null where nobody keeps the books.</summary>
    internal LayerAccount? Account { get; init; }

    /// <summary>Books relevance that falls to a bias, or another constant, and goes no further.</summary>
    /// <param name="share">The share of each place.</param>
    public void BookBias(Func<Value> share) => Account?.Bias.Add(Program.Reduce(Reduction.Sum, share()));

    /// <summary>Books relevance that a stabiliser absorbs.</summary>
    /// <param name="share">The share of each place.</param>
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
