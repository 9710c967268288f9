using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation;

/// <summary>What is wanted of a propagation besides the relevance.</summary>
[Flags]
internal enum Extras
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The books of every layer.</summary>
    Ledger = 1,

    /// <summary>The activations and relevance of every layer.</summary>
    Layers = 2,
}

/// <summary>Writes layer-wise relevance propagation as a program: the forward pass, the explained score, and the walk back under a plan.</summary>
internal static class RelevancePass
{
    /// <summary>The program's outputs.</summary>
    internal const string Scores = "scores", Relevance = "relevance", Activations = "activations";

    /// <summary>What is booked of a layer; all but what enters once for each of its inputs, or for each share that a rule books.</summary>
    internal const string Entering = "entering", MagnitudeEntering = "magnitude entering", Leaving = "leaving", MagnitudeLeaving = "magnitude leaving",
        Largest = "largest", NotNumbers = "not numbers", Bias = "bias", Stabilizer = "stabiliser";

    internal static string NameOf(int node, string figure) => $"layer {node} {figure}";

    /// <summary>Writes the program.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plan">The rule of each of its layers.</param>
    /// <param name="input">The shape of an image.</param>
    /// <param name="stop">Where the walk ends.</param>
    /// <param name="extras">What else is wanted.</param>
    internal static Program Write(Network network, ImmutableArray<PlanEntry> plan, Shape input, int stop = Network.Input, Extras extras = Extras.None)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(network, program, input);
        var outputs = new List<(string Name, Value Value)> { (Scores, pass.Scores) };
        var direction = program.Add(new DirectionOperation(), pass.Scores);
        var relevance = pass.Walk(program.Times(direction, pass.Scores), (node, inputs, output, upstream) =>
        {
            var account = extras.HasFlag(Extras.Ledger) ? new LayerAccount() : null;
            var shares = plan[node.Index].Rule.Write(new RuleContext(program, node, inputs, output, upstream) { Account = account });
            if (account is not null)
                outputs.AddRange(Books(program, account, upstream, shares).Select(book => (NameOf(node.Index, book.Name), book.Value)));
            if (extras.HasFlag(Extras.Layers))
                outputs.AddRange([(NameOf(node.Index, Activations), output), (NameOf(node.Index, Relevance), upstream)]);
            return shares;
        }, stop);
        return program.Build([.. outputs, (Relevance, relevance)]);
    }

    private static IEnumerable<(string Name, Value Value)> Books(
        ProgramBuilder program, LayerAccount account, Value entering, IReadOnlyList<Value> leaving)
    {
        yield return (Entering, program.Reduce(Reduction.Sum, entering));
        yield return (MagnitudeEntering, program.Reduce(Reduction.SumOfMagnitudes, entering));
        foreach (var (i, share) in leaving.Index())
        {
            yield return ($"{Leaving} {i}", program.Reduce(Reduction.Sum, share));
            yield return ($"{MagnitudeLeaving} {i}", program.Reduce(Reduction.SumOfMagnitudes, share));
            yield return ($"{Largest} {i}", program.Reduce(Reduction.LargestMagnitude, share));
            yield return ($"{NotNumbers} {i}", program.Reduce(Reduction.Sum, program.Of(UnaryFunction.IsNotFinite, share)));
        }
        foreach (var (i, share) in account.Bias.Index())
            yield return ($"{Bias} {i}", share);
        foreach (var (i, share) in account.Epsilon.Index())
            yield return ($"{Stabilizer} {i}", share);
    }
}
