using Relevance.Imaging;

namespace MnistExplanation.Interpreting;

/// <summary>How the objective rose: one chart per variant, one line per class or unit.</summary>
internal static class ConvergenceChart
{
    internal static Picture Render(IReadOnlyList<IReadOnlyList<Prototype>> variants) => new ChartRow
    {
        Title = "How activation maximisation converged",
        Subtitle = "The objective, expert included, after each step tried; a step that would lower it is not made.",
        Charts =
        [
            .. variants.Select(row => new LineChart
            {
                Title = row[0].Variant.Title,
                X = new ChartAxis($"steps, {row[0].Variant.Title}") { WholeNumbers = true },
                Y = new ChartAxis("objective"),
                Series = [.. row.Select(prototype => new ChartSeries(prototype.Subject, [.. prototype.History.Select((_, step) => (double)step)], prototype.History))],
            }),
        ],
    }.Render();
}
