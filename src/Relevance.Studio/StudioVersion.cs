namespace Relevance.Studio;

/// <summary>The version that the studio names itself by.</summary>
internal static class StudioVersion
{
    internal static string Text { get; } = typeof(StudioVersion).Assembly.GetName().Version!.ToString(3);
}
