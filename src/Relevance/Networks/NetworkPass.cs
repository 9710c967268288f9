using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks;

/// <summary>Writes how a quantity at a node's output is distributed to its inputs.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">The node's inputs.</param>
/// <param name="output">Its output.</param>
/// <param name="upstream">The quantity at the output.</param>
/// <returns>The quantity at each input.</returns>
public delegate IReadOnlyList<Value> BackwardStep(Node node, IReadOnlyList<Value> inputs, Value output, Value upstream);

/// <summary>A network written into a program: its forward pass, and backward passes from the scores.</summary>
public sealed class NetworkPass
{
    private readonly Value[] outputs;
    private readonly Value[] inputs;

    private NetworkPass(Network network, ProgramBuilder program, Value[] inputs)
    {
        (Network, Program, this.inputs, outputs) = (network, program, inputs, new Value[network.Nodes.Length]);
        foreach (var node in network.Nodes)
        {
            try
            {
                outputs[node.Index] = node.Layer.Forward(program, InputsOf(node));
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Layer '{node.Name}' ({node.Layer}): {e.Message}", e);
            }
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The program.</summary>
    public ProgramBuilder Program { get; }

    /// <summary>The first input.</summary>
    public Value Input => inputs[0];

    /// <summary>The scores.</summary>
    public Value Scores => outputs[Network.Outputs[0].Node];

    /// <summary>Writes a network's forward pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="program">The program that it is written into.</param>
    /// <param name="inputs">The network's inputs.</param>
    /// <exception cref="ArgumentException">A layer cannot be applied to its input.</exception>
    public static NetworkPass Write(Network network, ProgramBuilder program, params IReadOnlyList<Value> inputs) => inputs.Count == network.Inputs.Length
        ? new(network, program, [.. inputs])
        : throw new ArgumentException($"The network has the inputs {string.Join(", ", network.Inputs)}; {inputs.Count} were given.");

    /// <summary>Adds an input to the program, with the name of the network's input, and writes the network's forward pass from it.</summary>
    /// <param name="network">The network, with one input.</param>
    /// <param name="program">The program that it is written into.</param>
    /// <param name="shape">The shape of the input.</param>
    public static NetworkPass Write(Network network, ProgramBuilder program, Shape shape) => Write(network, program, program.Input(network.Inputs[0], shape));

    /// <summary>Gets the output of a node.</summary>
    public Value OutputOf(Node node) => outputs[node.Index];

    /// <summary>Gets the inputs of a node.</summary>
    public IReadOnlyList<Value> InputsOf(Node node) => [.. node.Inputs.Select(index => index < 0 ? inputs[-1 - index] : outputs[index])];

    /// <summary>
    /// Propagates a quantity from the scores back to the first input, or to the output of a node; contributions of several branches are added.
    /// </summary>
    /// <param name="start">The quantity at the scores.</param>
    /// <param name="step">Distributes the quantity at each node.</param>
    /// <param name="stop">The index of the node at whose output the walk ends; <see cref="Network.Input"/> for the input.</param>
    public Value Walk(Value start, BackwardStep step, int stop = Network.Input) =>
        Walk(start, (node, upstream) => step(node, InputsOf(node), outputs[node.Index], upstream), Program.Plus, stop);

    /// <summary>Carries anything that can be added from the scores back to the first input, or to the output of a node.</summary>
    /// <param name="start">What is at the scores.</param>
    /// <param name="step">What becomes of it at each node: given the node and what is at its output, what is at each of its inputs.</param>
    /// <param name="plus">Adds what two branches bring.</param>
    /// <param name="stop">The index of the node at whose output the walk ends; <see cref="Network.Input"/> for the input.</param>
    internal TCarried Walk<TCarried>(
        TCarried start, Func<Node, TCarried, IReadOnlyList<TCarried>> step, Func<TCarried, TCarried, TCarried> plus, int stop = Network.Input)
        where TCarried : class
    {
        var carried = new TCarried?[outputs.Length];
        carried[Network.Outputs[0].Node] = start;
        TCarried? atInput = null;
        foreach (var node in Network.Nodes.Reverse())
        {
            if (carried[node.Index] is not { } upstream)
                continue;
            if (node.Index == stop)
                return upstream;
            var shares = step(node, upstream);
            if (shares is null || shares.Count != node.Inputs.Length || shares.Any(share => share is null))
                throw new InvalidOperationException($"What goes back through layer '{node.Name}' ({node.Layer.Kind}) must be one value for each of its {node.Inputs.Length} inputs.");
            for (var i = 0; i < shares.Count; i++)
            {
                if (node.Inputs[i] < Network.Input)
                    continue;
                ref var place = ref atInput;
                if (node.Inputs[i] != Network.Input)
                    place = ref carried[node.Inputs[i]];
                place = place is null ? shares[i] : plus(place, shares[i]);
            }
            carried[node.Index] = null;
        }
        return (stop == Network.Input ? atInput : null) ?? throw new ArgumentException(stop == Network.Input
            ? "The scores do not depend on the network's input."
            : $"The scores do not depend on layer '{Network.Nodes[stop].Name}'.");
    }

    /// <summary>Writes the gradient of Σ_k direction_k · score_k with respect to the input, or to the output of a node.</summary>
    public Value Gradient(Value direction, int stop = Network.Input) =>
        Walk(direction, (node, inputs, output, upstream) => node.Layer.Pullback(Program, inputs, output, upstream), stop);
}
