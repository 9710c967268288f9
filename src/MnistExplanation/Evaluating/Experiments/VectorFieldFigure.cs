using Relevance.Imaging;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Vector fields above, the two relevances along a line across the diagonal below.</summary>
internal static class VectorFieldFigure
{
    private const double Side = 4;
    private const int Arrows = 10, PointsOnLine = 201;

    internal static Picture Render(IReadOnlyList<MethodOnPlane> methods) => new ChartGrid
    {
        Title = "How methods explain max(x₁, x₂)",
        Subtitle = "An arrow to the right is relevance of x₁, one upwards relevance of x₂; the longest of each method has the same length. "
            + "Below, both along the line from (0, 4) to (4, 0), which crosses x₁ = x₂ in its middle.",
        Columns = methods.Count,
        Charts = [.. methods.Select(Field), .. methods.Select(Line)],
        Width = 1120,
    }.Render();

    private static VectorField Field(MethodOnPlane method)
    {
        const double Cell = Side / Arrows;
        var points = (
            from row in Enumerable.Range(0, Arrows)
            from column in Enumerable.Range(0, Arrows)
            select (X1: (column + 0.5) * Cell, X2: (row + 0.5) * Cell)).Where(point => point.X1 != point.X2).ToList();
        var relevances = method.Explain(points);
        var scale = 0.95 * Cell / relevances.Max(r => Math.Sqrt(r.R1 * r.R1 + r.R2 * r.R2));
        return new()
        {
            Title = method.Title.Capitalized(),
            X = new("x₁") { Min = 0, Max = Side + 0.3, WholeNumbers = true },
            Y = new("x₂") { Min = 0, Max = Side + 0.3, WholeNumbers = true },
            // Centred on its point, as a compass needle.
            Arrows = [.. points.Zip(relevances, (point, r) => new ChartArrow(point.X1 - scale * r.R1 / 2, point.X2 - scale * r.R2 / 2, scale * r.R1, scale * r.R2))],
            Background =
            [
                .. Enumerable.Range(1, (int)Side).Select(level => new ChartSeries($"{level}", [0, level, level], [level, level, 0])),
                new ChartSeries("x₁ = x₂", [0, Side], [0, Side]),
            ],
            Height = 252,
        };
    }

    private static LineChart Line(MethodOnPlane method)
    {
        // An even number of points would not meet the diagonal; the middle one is where a jump leaves a gap.
        var points = Enumerable.Range(0, PointsOnLine).Select(i => Side * i / (PointsOnLine - 1)).Select(x => (X1: x, X2: Side - x)).ToList();
        var relevances = method.Explain(points);
        var continuous = VectorFieldExperiment.IsContinuous(method);
        return new()
        {
            Title = "",
            X = new("x₁, where x₂ = 4 − x₁") { Min = 0, Max = Side },
            Y = new("relevance"),
            Series =
            [
                new("R₁", [.. points.Select(point => point.X1)], [.. relevances.Select((r, i) => Value(r.R1, i))]),
                new("R₂", [.. points.Select(point => point.X1)], [.. relevances.Select((r, i) => Value(r.R2, i))]),
            ],
            Height = 190,
        };

        double Value(double r, int i) => !continuous && i == PointsOnLine / 2 ? double.NaN : r;
    }
}
