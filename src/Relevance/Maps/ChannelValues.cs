using System.Collections.Immutable;
using System.Globalization;

namespace Relevance.Maps;

/// <summary>One number for all channels of an input, or one for each; used for bounds, means, standard deviations and baselines.</summary>
public sealed class ChannelValues : IEquatable<ChannelValues>
{
    private readonly ImmutableArray<double> values;

    /// <summary>Creates values from one number for all channels, or one for each.</summary>
    /// <param name="values">The numbers.</param>
    /// <exception cref="ArgumentException">There are no numbers, or one is not finite.</exception>
    public ChannelValues(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("Give one number for all channels, or one for each.");
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"The number of a channel must be finite, not {value}.");
        }
        this.values = [.. values];
    }

    /// <summary>The number that all channels share; null if each has its own.</summary>
    public double? Single => values.Length == 1 ? values[0] : null;

    /// <summary>The numbers: one, or one for each channel.</summary>
    public ImmutableArray<double> Values => values;

    /// <summary>Gets the number of a channel.</summary>
    public double this[int channel] => values.Length == 1 ? values[0] : values[channel];

    /// <summary>Converts a number to one for all channels.</summary>
    public static implicit operator ChannelValues(double value) => new(value);

    /// <summary>Repeats the numbers over every place of an input whose first axis is that of the channels.</summary>
    /// <exception cref="ArgumentException">The input has a different number of channels.</exception>
    public Weights Over(Shape input)
    {
        if (values.Length > 1 && (input.Rank == 0 || input[0] != values.Length))
            throw new ArgumentException($"There are numbers for {values.Length} channels; the input is {input}.");
        var perChannel = values.Length == 1 ? input.Size : input.From(1).Size;
        var all = new double[input.Size];
        for (var i = 0; i < all.Length; i++)
            all[i] = values[i / perChannel];
        return Weights.Of(all, input);
    }

    /// <summary>These numbers and others, channel by channel.</summary>
    /// <exception cref="ArgumentException">They are for another number of channels.</exception>
    internal IEnumerable<(double Own, double Other)> Pairs(ChannelValues other) => Single is null && other.Single is null && values.Length != other.values.Length
        ? throw new ArgumentException($"Numbers for {values.Length} channels ({this}) do not go with numbers for {other.values.Length} ({other}).")
        : Enumerable.Range(0, Math.Max(values.Length, other.values.Length)).Select(channel => (this[channel], other[channel]));

    /// <inheritdoc/>
    public bool Equals(ChannelValues? other) => other is not null && values.AsSpan().SequenceEqual(other.values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChannelValues);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(values.Length, values[0]);

    /// <summary>Writes the numbers, separated by semicolons.</summary>
    public override string ToString() => string.Join("; ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
