using System.Collections.Immutable;
using Relevance.Networks.Layers;
using Relevance.Networks.Reading;
using Relevance.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Networks;

/// <summary>Puts a network with branches together from TorchSharp layers.</summary>
/// <example>
/// A residual block:
/// <code>
/// var b = new NetworkBuilder();
/// var x = b.Add("conv1", conv1, b.Input);
/// var y = b.Add("conv2", nn.Sequential(nn.ReLU(), conv2), x);
/// var sum = b.Sum("add", x, y);
/// Network network = b.Build(b.Add("classifier", nn.Sequential(nn.ReLU(), nn.Flatten(), linear), sum));
/// </code>
/// </example>
public sealed class NetworkBuilder
{
    private readonly List<Step> steps = [];

    /// <summary>Begins a network.</summary>
    public NetworkBuilder() => Input = new LayerOutput(this, Network.Input);

    /// <summary>The images.</summary>
    public LayerOutput Input { get; }

    /// <summary>Adds a layer, or the layers of a <c>Sequential</c>.</summary>
    /// <param name="name">The layer's name; the layers of a Sequential are called <c>name.child</c>.</param>
    /// <param name="module">The module; read, and its weights copied, when the network is built.</param>
    /// <param name="input">What feeds it.</param>
    /// <exception cref="ArgumentException">The name is empty or there is a layer of that name, or the input is of another builder.</exception>
    public LayerOutput Add(string name, nn.Module<Tensor, Tensor> module, LayerOutput input)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return AddLeaves(name, module, input);
    }

    /// <summary>Adds a layer that adds up branches of the same shape.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="branches">Two or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two branches, or one is of another builder, or there is a layer of that name.</exception>
    public LayerOutput Sum(string name, params IReadOnlyList<LayerOutput> branches) => Merge(name, new Sum(), branches);

    /// <summary>Adds a layer that puts branches one after the other.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="axis">The axis along which, at least 1: 1 for the channels of images.</param>
    /// <param name="branches">Two or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is less than 1.</exception>
    /// <exception cref="ArgumentException">There are fewer than two branches, or one is of another builder, or there is a layer of that name.</exception>
    public LayerOutput Concatenate(string name, long axis, params IReadOnlyList<LayerOutput> branches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axis, 1);
        return Merge(name, new Concatenation(axis), branches);
    }

    /// <summary>Reads the modules, copies their weights and makes the network.</summary>
    /// <param name="scores">The output of the layer that computes the scores.</param>
    /// <remarks>See <see cref="Network.From"/> for what becomes of batch normalisation, dropout and a softmax.</remarks>
    /// <exception cref="UnsupportedLayerException">A module holds a layer that the library does not know.</exception>
    /// <exception cref="ArgumentException">There is no layer, a layer does not contribute to the scores, or the weights are of several types.</exception>
    public Network Build(LayerOutput scores)
    {
        RequireOwn(scores);
        RequireUse(scores.Step);
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var used = steps[..(scores.Step + 1)];
        if (used is [.., { Content: Softmax { dim: 1 or -1 } or LogSoftmax { dim: 1 or -1 } or Sigmoid }])
            used.RemoveAt(used.Count - 1);
        var type = CommonType(used);
        return new Network(BatchNormFolding.Fold(ReadLayers(used), type), type);
    }

    internal LayerOutput AddLeaves(string path, nn.Module<Tensor, Tensor> module, LayerOutput input)
    {
        ArgumentNullException.ThrowIfNull(module);
        RequireOwn(input);
        // Not a subclass of it, which may compute anything in its forward. (The layers' own types are sealed.)
        if (module.GetType() != typeof(Sequential))
            return Append(path.Length == 0 ? "0" : path, module, [input]);
        foreach (var (name, child) in module.named_children())
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            input = child is nn.Module<Tensor, Tensor> layer ? AddLeaves(childPath, layer, input) : Append(childPath, child, [input]);
        }
        return input;
    }

    private LayerOutput Merge(string name, MergeLayer layer, IReadOnlyList<LayerOutput> branches)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var branch in branches)
            RequireOwn(branch);
        return branches.Count >= 2
            ? Append(name, layer, branches)
            : throw new ArgumentException($"Layer '{name}' merges branches; give it two or more, not {branches.Count}.", nameof(branches));
    }

    private LayerOutput Append(string name, object content, IReadOnlyList<LayerOutput> inputs)
    {
        if (steps.Any(step => step.Name == name))
            throw new ArgumentException($"There is a layer '{name}' already; names of layers are unique.", nameof(name));
        steps.Add(new Step(name, content, [.. inputs.Select(input => input.Step)]));
        return new LayerOutput(this, steps.Count - 1);
    }

    private void RequireOwn(LayerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Builder != this)
            throw new ArgumentException("This layer's output belongs to another NetworkBuilder.", nameof(output));
    }

    /// <summary>Every layer must contribute to the scores: one that does not is a mistake in wiring.</summary>
    private void RequireUse(int last)
    {
        var used = new HashSet<int> { last };
        for (var index = last; index >= 0; index--)
        {
            if (used.Contains(index))
                used.UnionWith(steps[index].Inputs);
        }
        var unused = steps.Where((_, index) => !used.Contains(index)).Select(step => step.Name).ToArray();
        if (unused.Length > 0)
            throw new ArgumentException($"What these layers compute does not contribute to the scores: {string.Join(", ", unused.Select(name => $"'{name}'"))}.");
    }

    private static List<Node> ReadLayers(IReadOnlyList<Step> steps)
    {
        var nodes = new List<Node>();
        // The node that computes each step, since one module can become several nodes.
        var places = new Dictionary<int, int> { [Network.Input] = Network.Input };
        foreach (var (index, step) in steps.Index())
        {
            ImmutableArray<int> inputs = [.. step.Inputs.Select(input => places[input])];
            var layers = step.Content is nn.Module module ? LayerTable.Standard.Read(step.Name, module) : [(Layer)step.Content];
            foreach (var (i, layer) in layers.Index())
            {
                nodes.Add(new Node(nodes.Count, i == layers.Count - 1 ? step.Name : $"{step.Name}.padding", layer, inputs));
                inputs = [nodes.Count - 1];
            }
            places[index] = nodes.Count - 1;
        }
        return nodes;
    }

    private static ScalarType CommonType(IEnumerable<Step> steps)
    {
        var types = steps.Select(step => step.Content).OfType<nn.Module>().SelectMany(module => module.parameters().Concat(module.buffers()))
            .Where(weights => weights.is_floating_point()).Select(weights => weights.dtype).Distinct().ToArray();
        return types switch
        {
            [] => ScalarType.Float32,
            [ScalarType.Float32 or ScalarType.Float64] => types[0],
            _ => throw new ArgumentException($"The weights are of type {string.Join(" and ", types)}; convert the module to Float32 or Float64."),
        };
    }

    /// <param name="Name">The layer's name.</param>
    /// <param name="Content">A module to read, or a merge layer.</param>
    /// <param name="Inputs">The steps that feed it.</param>
    private sealed record Step(string Name, object Content, ImmutableArray<int> Inputs);
}
