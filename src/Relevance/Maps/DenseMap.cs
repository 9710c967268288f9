using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>A matrix, applied along the last axis: a fully connected layer.</summary>
/// <param name="Weight">The matrix, [outputs, inputs].</param>
public sealed record DenseMap(Weights Weight) : LinearMap
{
    /// <summary>The matrix, [outputs, inputs].</summary>
    public Weights Weight { get; } = Weight.Shape.Rank == 2 && Weight.Count > 0
        ? Weight
        : throw new ArgumentException($"A fully connected layer has weights [outputs, inputs], at least one of each, not {Weight.Shape}.");

    /// <summary>The length of the last axis of the input.</summary>
    public int Inputs => Weight.Shape[1];

    /// <summary>The length of the last axis of the output.</summary>
    public int Outputs => Weight.Shape[0];

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <summary>
    /// Whether the input must be a vector. This is so for a map that was merged with factors for each channel: channels are the first axis of an input, but the
    /// map acts on the last; only in a vector are these the same.
    /// </summary>
    public bool NeedsVectors { get; init; }

    /// <inheritdoc/>
    public override Shape OutputOf(Shape input) => NeedsVectors && input.Rank != 1
        ? throw new ArgumentException($"A fully connected layer merged with a batch normalisation takes [N, features]; it is given {input} per image.")
        : input.Rank > 0 && input[input.Rank - 1] == Inputs
        ? input.With(input.Rank - 1, Outputs)
        : throw new ArgumentException($"A fully connected layer of {Inputs} inputs cannot be applied to {input}.");

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new DenseMap(Weight.Take(part)) { NeedsVectors = NeedsVectors };

    /// <inheritdoc/>
    public override LinearMap Replace(Func<Weights, Weights> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new DenseMap(weights(Weight));
    }

    internal override LinearMap Beside(LinearMap other)
    {
        var (first, second) = (Weight, ((DenseMap)other).Weight);
        var values = new double[2 * first.Count];
        for (var row = 0; row < Outputs; row++)
        {
            for (var column = 0; column < Inputs; column++)
            {
                values[2 * row * Inputs + column] = first[row * Inputs + column];
                values[(2 * row + 1) * Inputs + column] = second[row * Inputs + column];
            }
        }
        return new DenseMap(Weights.Of(values, [Outputs, 2 * Inputs]));
    }

    internal override LinearMap Then(ReadOnlySpan<double> factors)
    {
        ImmutableArray<double> each = [.. factors];
        return new DenseMap(Weight.Select((place, weight) => weight * each[place / Inputs])) { NeedsVectors = true };
    }

    /// <summary>Writes the numbers of inputs and outputs.</summary>
    public override string ToString() => $"{Inputs} → {Outputs}";
}
