namespace Relevance.Maps;

/// <summary>Multiplies each channel by a factor, as batch normalisation does after training.</summary>
/// <param name="Scale">The factors, [channels].</param>
public sealed record ChannelScaleMap(Weights Scale) : LinearMap
{
    /// <summary>The number of channels, the length of the first axis.</summary>
    public int Channels => Scale.Count;

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override Shape OutputOf(Shape input) => input.Rank > 0 && input[0] == Channels
        ? input
        : throw new ArgumentException($"Factors for {Channels} channels cannot be applied to {input}.");

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new ChannelScaleMap(Scale.Take(part));

    /// <inheritdoc/>
    public override LinearMap Replace(Func<Weights, Weights> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new ChannelScaleMap(weights(Scale));
    }

    internal override LinearMap Then(ReadOnlySpan<double> factors)
    {
        var each = factors.ToArray();
        return new ChannelScaleMap(Scale.Select((place, weight) => weight * each[place]));
    }

    /// <summary>Writes the number of channels.</summary>
    public override string ToString() => $"{Channels}";
}
