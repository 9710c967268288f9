namespace Relevance.Imaging;

/// <summary>The legend of one colour scale: what its ends mean and which values they stand for.</summary>
internal sealed record ColorBar(ColorMap Colors, bool IsTwoSided, string LowLabel, string HighLabel, string LowTick, string HighTick, string Note)
{
    internal const int BarWidth = 260;
    internal const int BarHeight = 12;

    /// <summary>The bars that a sheet needs: one for each kind of scale among its heatmaps, in the order of their appearance.</summary>
    internal static IReadOnlyList<ColorBar> For(IEnumerable<Panel> panels) =>
        [.. panels.Where(panel => !panel.Scale.Colors.IsIntensity)
            .Select(panel => panel.Scale)
            .GroupBy(scale => (scale.Colors, scale.IsTwoSided, scale.LowLabel, scale.HighLabel))
            .Select(Of)];

    /// <summary>Whether the panel's limit must stand beside it, because its colour bar serves several limits.</summary>
    internal static bool NotesLimit(Panel panel, IEnumerable<Panel> all) =>
        !panel.Scale.Colors.IsIntensity
        && all.Any(other => other.Scale.Colors == panel.Scale.Colors && other.Scale.IsTwoSided == panel.Scale.IsTwoSided
            && other.Scale.LowLabel == panel.Scale.LowLabel && other.Scale.HighLabel == panel.Scale.HighLabel && other.Scale.Limit != panel.Scale.Limit);

    private static ColorBar Of(IEnumerable<ColorScale> scales)
    {
        var first = scales.First();
        bool perMap = scales.Any(scale => scale.Limit != first.Limit);
        bool clips = scales.Any(scale => scale.Clips);
        string limit = perMap ? (clips ? "limit" : "max") : NumberText.Plain(first.Limit);
        string low = !first.IsTwoSided ? "0" : (clips ? "≤ −" : "−") + limit;
        string high = (clips ? "≥ " : "") + (first.IsTwoSided ? "+" : "") + limit;
        if (!perMap && first.Limit == 0)
            (low, high) = first.IsTwoSided ? ("", "") : ("0", "");
        string note = perMap ? $"per map; its {limit} is written below it"
            : scales.Skip(1).Any() ? "one scale for all maps" : "";
        return new ColorBar(first.Colors, first.IsTwoSided, first.LowLabel, first.HighLabel, low, high, note);
    }
}
