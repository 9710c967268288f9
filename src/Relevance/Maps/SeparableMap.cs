using System.Collections.Immutable;

namespace Relevance.Maps;

/// <summary>
/// A linear map that acts on each channel separately and factors over the last axes, with weights fixed by its geometry: average pooling of every kind,
/// resizing, and padding that repeats the input.
/// </summary>
/// <param name="Description">The geometry in words.</param>
/// <param name="Along">The action along each of the last axes.</param>
/// <param name="Factor">The factor of every weight.</param>
/// <param name="Part">The function applied to each weight.</param>
public sealed record SeparableMap(string Description, ImmutableArray<AxisMap> Along, double Factor = 1, WeightPart Part = WeightPart.All) : LinearMap
{
    /// <summary>The number of spatial axes.</summary>
    public int Axes => Along.Length;

    /// <inheritdoc/>
    public override bool HasWeights => false;

    /// <summary>The map that computes the mean of the same windows: every input connected to a unit has the same weight, one over their number.</summary>
    public SeparableMap Mean => new(Description, [.. Along.Select(AxisMap (axis) => new MeanAxis(axis))]);

    /// <inheritdoc/>
    public override Shape OutputOf(Shape input)
    {
        RequireRank(input);
        var channels = input.Rank - Axes;
        return new([.. input.Lengths[..channels], .. Along.Select((axis, i) => axis.Rows(input[channels + i]).Length)]);
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => part == WeightPart.All ? this : this with { Part = Part == WeightPart.All ? part : throw new InvalidOperationException("A part of a part is not defined.") };

    /// <summary>Whether both maps are equal, axis by axis.</summary>
    public bool Equals(SeparableMap? other) => other is not null && Along.SequenceEqual(other.Along) && Factor == other.Factor && Part == other.Part;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Along.Length, Factor, Part, Along.FirstOrDefault());

    /// <summary>For each output place of a channel the input places that it reads, the innermost axis running fastest, with their weights.</summary>
    internal (int Place, double Weight)[][] Rows(Shape input)
    {
        RequireRank(input);
        (int Place, double Weight)[][] rows = [[(0, Factor)]];
        for (var axis = 0; axis < Axes; axis++)
        {
            var length = input[input.Rank - Axes + axis];
            var along = Along[axis].Rows(length);
            // The engine reads where these say, unchecked.
            if (along.Any(line => line.Any(entry => entry.Place < 0 || entry.Place >= length)))
                throw new ArgumentException($"{Description} reads places beyond its axis of {length}.");
            rows = [.. rows.SelectMany(row => along.Select(line => row.SelectMany(outer => line.Select(inner =>
                (outer.Place * length + inner.Place, outer.Weight * inner.Weight))).ToArray()))];
        }
        if (Part == WeightPart.All)
            return rows;
        return [.. rows.Select(row => row.Select(entry => (entry.Place, Weight: Part.Of(entry.Weight))).Where(entry => entry.Weight != 0).ToArray())];
    }

    /// <summary>Writes the geometry.</summary>
    public override string ToString() => Description;

    private void RequireRank(Shape input)
    {
        if (input.Rank < Axes)
            throw new ArgumentException($"{Description} over {Axes} axes cannot be applied to {input}.");
    }

    private sealed record MeanAxis(AxisMap Of) : AxisMap
    {
        public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) =>
            [.. Of.Rows(length).Select(row => row.Select(entry => (entry.Place, 1.0 / row.Length)).ToImmutableArray())];
    }
}
