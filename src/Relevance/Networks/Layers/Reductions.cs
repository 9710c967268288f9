using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Networks.Layers;

/// <summary>Sums, means and maxima along some axes of an image, which keep the length 1, as maps that average poolings are, too.</summary>
public static class Reductions
{
    /// <summary>Creates the map that averages along axes.</summary>
    /// <param name="shape">The shape of the input, without the batch axis.</param>
    /// <param name="axes">The axes, 0 for the first after the batch.</param>
    public static SeparableMap Mean(Shape shape, IReadOnlyCollection<int> axes) => Along(shape, axes, isSum: false);

    /// <summary>Creates the map that sums along axes.</summary>
    /// <param name="shape">The shape of the input, without the batch axis.</param>
    /// <param name="axes">The axes, 0 for the first after the batch.</param>
    public static SeparableMap Sum(Shape shape, IReadOnlyCollection<int> axes) => Along(shape, axes, isSum: true);

    private static SeparableMap Along(Shape shape, IReadOnlyCollection<int> axes, bool isSum)
    {
        ArgumentNullException.ThrowIfNull(axes);
        var first = axes.Min();
        ImmutableArray<AxisMap> along =
        [
            .. shape.From(first).Select((length, i) => axes.Contains(first + i) ? (AxisMap)new WindowAxis(length, length, IsSum: isSum) : new SameAxis()),
        ];
        return new SeparableMap($"axis {string.Join(", ", axes.Order())}", along);
    }
}
