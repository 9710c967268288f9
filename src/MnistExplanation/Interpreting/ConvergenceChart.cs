using Relevance.Imaging;

namespace MnistExplanation.Interpreting;

/// <summary>How fast the objective rose: how far it was below its end after each step. One line per variant, or per class or unit if there is one variant.</summary>
internal static class ConvergenceChart
{
    /// <summary>Below this, in units of the objective, nothing is to be seen but rounding.</summary>
    private const double Least = 1e-7;

    internal static Picture Render(IReadOnlyList<IReadOnlyList<Prototype>> variants)
    {
        var single = variants.Count == 1;
        return new LineChart
        {
            Title = "How activation maximisation converged",
            Subtitle = (single ? $"Variant {variants[0][0].Variant.Name}." : "Mean of each variant.")
                + " The objective, expert included, never falls: a step that would lower it is not made.",
            X = new ChartAxis("steps tried") { WholeNumbers = true },
            Y = new ChartAxis("log₁₀ of how far the objective is below its end"),
            Series = single
                ? [.. variants[0].Select(prototype => Line(prototype.Subject, [prototype]))]
                : [.. variants.Select(row => Line(row[0].Variant.Title, row))],
            Width = 760,
            Height = 400,
        }.Render();
    }

    private static ChartSeries Line(string name, IReadOnlyList<Prototype> prototypes)
    {
        var steps = Enumerable.Range(0, prototypes.Max(prototype => prototype.History.Count)).ToList();
        var gaps = steps.Select(step => prototypes.Average(prototype => prototype.History[^1] - prototype.History[Math.Min(step, prototype.History.Count - 1)]));
        return new(name, [.. steps.Select(step => (double)step)], [.. gaps.Select(gap => gap > Least ? Math.Log10(gap) : double.NaN)]);
    }
}
