namespace Relevance.Imaging;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">The name written to the left of the bar.</param>
/// <param name="Value">The length of the bar; negative values extend to the left.</param>
public sealed record ChartBar(string Name, double Value)
{
    /// <summary>The text at the end of the bar; by default the value, with the decimals that give the longest bar three digits.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the bar is emphasised by a stronger colour and bold text, as that of the predicted class.</summary>
    public bool Highlighted { get; init; }
}
