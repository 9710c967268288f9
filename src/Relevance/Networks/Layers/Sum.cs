using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>
/// Adds up branches of the same shape, as at the end of a residual block. A linear layer with unit weights: the rules for linear layers hold.
/// </summary>
public sealed class Sum : MergeLayer
{
    private static readonly LinearLayer OverStack = new("Sum", new SummationMap());

    /// <inheritdoc/>
    public override string Kind => "Sum";

    /// <inheritdoc/>
    public override string Details => "";

    internal override UnaryLayer OfJoined => OverStack;

    /// <inheritdoc/>
    public override Tensor Forward(IReadOnlyList<Tensor> inputs)
    {
        RequireSameShapes(inputs);
        using var scope = NewDisposeScope();
        return inputs.Skip(1).Aggregate(inputs[0], (sum, branch) => sum.Plus(branch)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Pullback(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) =>
        [.. inputs.Select(_ => gradient.alias())];

    internal override Tensor Join(IReadOnlyList<Tensor> inputs) => stack(inputs, 1);

    internal override IReadOnlyList<Tensor> Split(Tensor joined, IReadOnlyList<Tensor> inputs) => [.. inputs.Select((_, i) => joined.select(1, i))];

    private static void RequireSameShapes(IReadOnlyList<Tensor> inputs)
    {
        var shapes = inputs.Select(input => string.Join(", ", input.shape[1..])).ToArray();
        if (shapes.Distinct().Count() > 1)
            throw new ArgumentException(
                $"Only branches of the same shape can be added; these are {string.Join(" and ", shapes.Select(shape => $"[{shape}]"))} per image.");
    }
}
