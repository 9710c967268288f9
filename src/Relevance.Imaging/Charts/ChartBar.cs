namespace Relevance.Imaging;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">Written at its left.</param>
/// <param name="Value">Its length; negative values go to the left.</param>
public sealed record ChartBar(string Name, double Value)
{
    /// <summary>The value as text at the bar's end; as many decimals as give the longest bar three digits unless given.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the bar stands out, as the predicted class does: stronger colour and bold text.</summary>
    public bool Highlighted { get; init; }
}
