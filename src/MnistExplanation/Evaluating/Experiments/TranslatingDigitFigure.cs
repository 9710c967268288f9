using Relevance.Imaging;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>The figures of the digit that moves.</summary>
internal static class TranslatingDigitFigure
{
    /// <summary>Every other place fits side by side.</summary>
    private const int Between = 2;

    internal static Picture Curves(TranslatingDigit found, string name)
    {
        // One scale for all methods, or smoothness could not be compared.
        var values = found.Methods.SelectMany(method => method.Quadrants).SelectMany(quadrant => quadrant.Values).DefaultIfEmpty(0).ToList();
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0.1, values.Max()));
        double[] shifts = [.. found.Digit.Shifts.Select(shift => (double)shift)];
        return new ChartGrid
        {
            Title = $"Relevance in the four quadrants while an image of class {name} moves",
            Subtitle = "From left to right by a pixel at a time; one scale for all methods. Smooth curves are hoped for.",
            Columns = 2,
            Charts =
            [
                .. found.Methods.Where(method => method.Quadrants.Count > 0).Select(method => new LineChart
                {
                    Title = method.Title.Capitalized(),
                    X = Places(),
                    Y = new("share of mean Σ|R|") { Min = low - 0.05 * (high - low), Max = high + 0.05 * (high - low) },
                    Series = [.. method.Quadrants.Select(quadrant => new ChartSeries(quadrant.Name, shifts, quadrant.Values))],
                    Height = 240,
                }),
            ],
            Width = 900,
        }.Render();
    }

    internal static Picture Heatmaps(TranslatingDigit found, string name)
    {
        int[] places = [.. Enumerable.Range(0, found.Digit.Shifts.Count).Where(place => place % Between == 0)];
        return new Sheet
        {
            Title = $"Heatmaps while an image of class {name} moves",
            Subtitle = "Above each column: by how many pixels the digit is moved to the right, and the score (logit) of its class there. Each row has a scale of its own, the same at all places.",
            ColumnHeadings = [.. places.Select(place => $"{found.Digit.Shifts[place]:+0;−0;0}\nscore {Ordering.Number(found.Scores[place])}")],
            Rows = [.. found.Methods.Select(method => Row(found, method, places))],
            PanelSize = 96,
            ScaleNote = "1 is the largest magnitude of each row",
        }.Render();
    }

    private static SheetRow Row(TranslatingDigit found, TranslatingMethod method, IReadOnlyList<int> places)
    {
        var largest = method.Maps.Max(map => map.MaxAbsolute);
        return new([.. places.Select(place => new SheetCell(new Panel(Scaled(method.Maps[place], largest), new ColorScale(ColorMap.RedBlue, 1))
        {
            Outline = found.Digit.Image(place),
        }))])
        {
            Heading = method.Title.Capitalized(),
        };
    }

    private static Map Scaled(Map map, float largest) =>
        largest == 0 ? map : new(map.Width, map.Height, Array.ConvertAll(map.Values.ToArray(), value => value / largest));

    private static ChartAxis Places() => new("pixels moved to the right") { WholeNumbers = true };
}
