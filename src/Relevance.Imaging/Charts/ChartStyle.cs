using ScottPlot;
using ScottPlot.AxisPanels;

namespace Relevance.Imaging;

/// <summary>The common look of the charts: white, light grid, the embedded font, colours that the colour-blind tell apart.</summary>
internal static class ChartStyle
{
    internal static readonly Color Text = Color.FromHex(TextStyle.Dark.ToHex());
    internal static readonly Color Muted = Color.FromHex(TextStyle.Muted.ToHex());

    // M. Okabe and K. Ito, "Color Universal Design", 2008, without its yellow, which is too light for lines on white, and with its two blues far apart; then three
    // of P. Tol, "Colour schemes", 2021 ("muted"), which are like none of them.
    private static readonly string[] LineColors =
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#882255", "#56b4e9", "#999933", "#332288"];

    private const string ReferenceColor = "#6c757d";

    // Shapes and dashes repeat what the colours say, for those who print in grey.
    private static readonly MarkerShape[] Markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.OpenCircle];
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.DenselyDashed, LinePattern.Dotted];

    // ScottPlot centres the line box on a tick or a legend symbol; the letters then stand too high by this much.
    private const float LineBoxShift = 2;

    internal static Plot NewPlot(ChartAxis x, ChartAxis y)
    {
        ChartFonts.Register();
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex("#e6e9ed");
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        Style(plot.Axes.Bottom, x);
        Style(plot.Axes.Left, y);
        plot.Font.Set(Typefaces.Family);
        return plot;
    }

    /// <summary>Adds a line and its entry in the legend.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="series">The line.</param>
    /// <param name="index">Its place among the lines that are no references; of no account for one.</param>
    /// <param name="percentX">Whether positions are written in per cent.</param>
    /// <param name="percentY">Whether values are.</param>
    internal static void AddLine(Plot plot, ChartSeries series, int index, bool percentX, bool percentY)
    {
        double unitX = percentX ? 100 : 1, unitY = percentY ? 100 : 1;
        double[] xs = [.. series.X.Select(x => unitX * x)];
        double[] ys = [.. series.Y.Select(y => double.IsFinite(y) ? unitY * y : double.NaN)];
        var line = plot.Add.Scatter(xs, ys);
        line.Color = ColorOf(series, index);
        line.LineWidth = series.IsConnected ? 2 : 0;
        line.MarkerShape = Markers[index % Markers.Length];
        // Many markers would run together: then dashes tell the lines apart.
        bool marked = !series.IsReference && (series.X.Count <= 40 || !series.IsConnected);
        line.MarkerSize = marked ? 6.5f : 0;
        line.LinePattern = series.IsReference ? LinePattern.Dashed : marked ? LinePattern.Solid : Patterns[index % Patterns.Length];
        var entry = new LegendItem
        {
            LabelText = series.Name,
            LineColor = line.Color,
            LineWidth = line.LineWidth,
            LinePattern = line.LinePattern,
            MarkerStyle = line.MarkerStyle,
        };
        entry.LabelStyle.OffsetY = LineBoxShift;
        plot.Legend.ManualItems.Add(entry);
    }

    /// <summary>The colour of a line.</summary>
    internal static Color ColorOf(ChartSeries series, int index) => Color.FromHex(series.IsReference ? ReferenceColor : LineColors[index % LineColors.Length]);

    /// <summary>A pale line that no legend names.</summary>
    internal static void AddBackground(Plot plot, ChartSeries series)
    {
        var line = plot.Add.ScatterLine(series.X.ToArray(), series.Y.ToArray(), Color.FromHex("#c4c9cf"));
        line.LineWidth = 1;
    }

    /// <param name="plot">Where to.</param>
    /// <param name="arrow">The arrow.</param>
    /// <param name="length">Its length as a share of the longest; short arrows have small heads.</param>
    internal static void AddArrow(Plot plot, ChartArrow arrow, double length)
    {
        var head = 7 * (float)Math.Clamp(1.3 * length, 0.3, 1);
        var drawn = plot.Add.Arrow(new Coordinates(arrow.X, arrow.Y), new Coordinates(arrow.X + arrow.Right, arrow.Y + arrow.Up));
        drawn.ArrowFillColor = Color.FromHex(LineColors[0]);
        drawn.ArrowLineWidth = 0;
        drawn.ArrowWidth = 1.5f;
        drawn.ArrowheadWidth = head;
        drawn.ArrowheadLength = head;
        drawn.ArrowheadAxisLength = 0.8f * head;
    }

    internal static void FitAxes(Plot plot, ChartAxis x, ChartAxis y)
    {
        plot.Axes.Margins(0.04, 0.08);
        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();
        double unit = y.Percent ? 100 : 1, unitX = x.Percent ? 100 : 1;
        plot.Axes.SetLimits(x.Min * unitX ?? limits.Left, x.Max * unitX ?? limits.Right, y.Min * unit ?? limits.Bottom, y.Max * unit ?? limits.Top);
    }

    /// <summary>Names the lines above the plot; many of them, which do not fit in a row, at its right.</summary>
    internal static void ShowLegend(Plot plot, bool many = false)
    {
        var panel = plot.ShowLegend(many ? Edge.Right : Edge.Top);
        panel.Padding = new PixelPadding(0);
        panel.Alignment = Alignment.UpperLeft;
        var legend = plot.Legend;
        legend.Orientation = many ? Orientation.Vertical : Orientation.Horizontal;
        legend.TightHorizontalWrapping = true;
        legend.Margin = new PixelPadding(0);
        legend.Padding = new PixelPadding(0, 0, 0, 6);
        legend.InterItemPadding = new PixelPadding(0, 18, 2, 2);
        legend.SymbolWidth = 26;
        legend.OutlineStyle.IsVisible = false;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.White;
        legend.FontSize = TextStyle.Label.Size;
        legend.FontColor = Text;
        legend.FontName = Typefaces.Family;
    }

    private static void Style(IAxis axis, ChartAxis spec)
    {
        axis.Label.Text = spec.Label;
        axis.Label.Bold = false;
        axis.Label.FontSize = TextStyle.Label.Size;
        axis.Label.ForeColor = Text;
        axis.TickLabelStyle.FontSize = TextStyle.Label.Size;
        axis.TickLabelStyle.ForeColor = Muted;
        axis.TickLabelStyle.OffsetY = axis is IYAxis ? LineBoxShift : 0;
        axis.FrameLineStyle.Color = Color.FromHex("#9aa2ab");
        axis.MajorTickStyle.Color = Color.FromHex("#9aa2ab");
        axis.MinorTickStyle.Length = 0;
        axis.TickGenerator = new AlignedTicks(spec.WholeNumbers);
        if (axis is AxisBase panel)
            panel.PaddingBetweenTickAndAxisLabels = new PixelPadding(8, 8, 2, 2);
    }
}
