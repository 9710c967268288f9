namespace Relevance.Maps;

/// <summary>What windows over an axis have to do with its length.</summary>
internal static class WindowLengths
{
    /// <summary>The length of an axis with its padding, and over how many places of it a window reaches.</summary>
    /// <param name="length">The length of the axis.</param>
    /// <param name="before">Padding before the first place.</param>
    /// <param name="after">Padding after the last.</param>
    /// <param name="places">The places of a window.</param>
    /// <param name="dilation">Their distance.</param>
    /// <exception cref="ArgumentException">They are more than an axis can have.</exception>
    internal static (int Padded, int Reach) Of(int length, int before, int after, int places, int dilation)
    {
        var (padded, reach) = ((long)length + before + after, (places - 1L) * dilation + 1);
        return padded <= int.MaxValue && reach <= int.MaxValue
            ? ((int)padded, (int)reach)
            : throw new ArgumentException($"A window that reaches over {reach} places of an axis of {padded}, padding included, is too large.");
    }
}
