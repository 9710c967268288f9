using Mnist.Data;
using Relevance.Imaging;
using Relevance.Tool.Pages;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>The figures of the experiment on advice.</summary>
internal static class AdviceFigure
{
    /// <summary>Networks in rows, classes in columns.</summary>
    internal static Picture Heatmaps(IReadOnlyList<AdviceResult> results, Dataset dataset, LabelledImages images, IReadOnlyList<int> shown, string setting) => new Sheet
    {
        Title = "Networks that follow the advice, and that do not",
        Subtitle = $"Heatmaps by LRP (ε-γ-box) of the true class, red for it, blue against it; each divided by its largest magnitude. {setting.Capitalized()}; shown is seed 0.",
        ColumnHeadings = [.. shown.Select(place => dataset.Specification.ClassNames[images.Labels.Span[place]].Replace(' ', '\n'))],
        Rows = [.. results.Select(result => new SheetRow([.. result.Networks[0].Maps.Zip(shown, (map, place) => Cell(map, images[place]))])
        {
            Heading = $"{result.Variant.Title.Capitalized()}, {Numbers.Percent(result.Accuracy)}",
        })],
        PanelSize = 84,
        ScaleNote = "1 is the largest magnitude of each map",
    }.Render();

    /// <summary>A chart for each measure: networks against kinds.</summary>
    internal static Picture Measures(IReadOnlyList<AdviceResult> results, string setting) => new ChartGrid
    {
        Title = "What each piece of the advice changes",
        Subtitle = $"{setting.Capitalized()}. A point for each seed; lower is better but for accuracy.",
        Columns = 2,
        Charts =
        [
            Chart("accuracy", "accuracy (%)", results, network => network.Accuracy, percent: true),
            .. AdviceMeasurement.Measures.Select(measure => Chart(measure.Title, measure.Unit, results, network => measure.Values(network).Average() ?? double.NaN, percent: false)),
        ],
        Width = 900,
    }.Render();

    private static SheetCell Cell(Map map, LabelledImage image)
    {
        var unit = map.MaxAbsolute == 0 ? map : new Map(map.Width, map.Height, Array.ConvertAll(map.Values.ToArray(), value => value / map.MaxAbsolute));
        return new(new Panel(unit, new ColorScale(ColorMap.RedBlue, 1)) { Outline = Map.FromBytes(LabelledImages.Side, LabelledImages.Side, image.Pixels.Span) });
    }

    private static LineChart Chart(string title, string unit, IReadOnlyList<AdviceResult> results, Func<AdviceMeasurement, double> value, bool percent) => new()
    {
        Title = title.Capitalized(),
        X = new("seed") { WholeNumbers = true },
        Y = new(unit) { Percent = percent },
        Series = [.. results.Select(result => new ChartSeries(
            result.Variant.Title, [.. Enumerable.Range(0, result.Networks.Count).Select(seed => (double)seed)], [.. result.Networks.Select(value)]) { IsConnected = false })],
        Height = 230,
    };
}
