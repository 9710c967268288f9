namespace Relevance.Imaging.Tests;

public class ChartTests
{
    private static TrainingCurve Curve => new()
    {
        Subtitle = "98.97 % after 3 epochs",
        Loss = [ChartSeries.PerEpoch("training", [0.4, 0.2, 0.1]), ChartSeries.PerEpoch("test", [0.3, 0.15, 0.09])],
        Accuracy = [ChartSeries.PerEpoch("test", [0.95, 0.97, 0.99])],
    };

    private static ConfusionMatrix Matrix => new() { Counts = new[,] { { 90, 0, 10 }, { 1, 99, 0 }, { 0, 0, 0 } }, ClassNames = ["0", "1", "2"] };

    [Fact]
    public void A_training_curve_shows_both_panels_with_the_same_colour_for_the_same_name()
    {
        var picture = Curve.Render();
        var vermillion = new Rgb(0xd5, 0x5e, 0); // the second line, "test", in both panels
        Assert.Equal(2 * 860, picture.Width);
        Assert.True(Count(picture, vermillion, 0, 860) > 200);
        Assert.True(Count(picture, vermillion, 860, 1720) > 200);
        Assert.True(Count(picture, new Rgb(0, 0x72, 0xb2), 0, 860) > 200);
        Assert.Equal(0, Count(picture, new Rgb(0, 0x72, 0xb2), 860, 1720));
    }

    [Fact]
    public void A_training_of_one_epoch_has_a_curve() => Assert.True(new TrainingCurve
    {
        Loss = [ChartSeries.PerEpoch("training", [0.4])],
        Accuracy = [ChartSeries.PerEpoch("test", [0.95])],
    }.Render().Height > 0);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_training_that_diverged_still_has_a_curve(double loss)
    {
        var picture = new TrainingCurve
        {
            Loss = [ChartSeries.PerEpoch("training", [0.4, loss, loss]), ChartSeries.PerEpoch("test", [loss, loss, loss])],
            Accuracy = [ChartSeries.PerEpoch("test", [loss])],
        }.Render();
        Assert.True(Count(picture, new Rgb(0, 0x72, 0xb2), 0, 860) > 20);
    }

    [Fact]
    public void Charts_are_drawn_alike_every_time_and_on_every_thread()
    {
        byte[] expected = Curve.Render().ToPng();
        Parallel.For(0, 4, _ => Assert.Equal(expected, Curve.Render().ToPng()));
        Assert.Equal(Matrix.Render().ToPng(), Matrix.Render().ToPng());
    }

    [Fact]
    public void ScottPlot_writes_with_the_embedded_font()
    {
        _ = Curve.Render();
        Assert.Same(Typefaces.Regular, ScottPlot.Fonts.GetTypeface(Typefaces.Family, bold: false, italic: false));
        Assert.Same(Typefaces.Bold, ScottPlot.Fonts.GetTypeface(Typefaces.Family, bold: true, italic: false));
    }

    [Fact]
    public void Epoch_ticks_are_whole_numbers_and_decimals_are_aligned()
    {
        Assert.All(Ticks(0.8, 3.2, wholeNumbers: true), text => Assert.DoesNotContain('.', text));
        string[] ticks = Ticks(-0.5, 0.55, wholeNumbers: false);
        Assert.Contains("−0.4", ticks);
        Assert.Single(ticks.Select(text => text.Length - text.IndexOf('.')).Distinct());
    }

    [Theory]
    [InlineData(8, 15)]
    [InlineData(10, 12)]
    public void The_lines_of_a_chart_have_colours_that_the_colour_blind_tell_apart(int lines, double least)
    {
        double[] x = [0, 1];
        var colors = Enumerable.Range(0, lines).Select(i => ChartStyle.ColorOf(new ChartSeries($"{i}", x, x), i)).Select(color => new Rgb(color.R, color.G, color.B)).ToList();

        Assert.All(Eyes.All, eyes => Assert.All(
            colors.SelectMany((a, i) => colors.Skip(i + 1).Select(b => (a, b))), pair => Assert.InRange(eyes.Difference(pair.a, pair.b), least, double.MaxValue)));
    }

    [Fact]
    public void A_reference_is_grey_and_takes_no_colour_from_the_others()
    {
        double[] x = [0, 1, 2];
        var chart = new LineChart
        {
            Title = "chart",
            X = new("x"),
            Y = new("y"),
            Series = [new("chance", x, [2, 2, 2]) { IsReference = true }, new("a", x, [1, 2, 3]), new("b", x, [3, 2, 1])],
        };

        var picture = chart.Render();

        var reference = ChartStyle.ColorOf(chart.Series[0], 0);
        Assert.InRange(Math.Max(reference.R, reference.B) - Math.Min(reference.R, reference.B), 0, 20);
        Assert.All([new Rgb(reference.R, reference.G, reference.B), new Rgb(0, 0x72, 0xb2), new Rgb(0xd5, 0x5e, 0)], color => Assert.True(Count(picture, color, 0, picture.Width) > 200));
        Assert.Equal(["a", "b", "chance"], chart.Names);
    }

    [Fact]
    public void Charts_in_a_grid_agree_on_colours_and_share_one_legend()
    {
        var (blue, vermillion) = (new Rgb(0, 0x72, 0xb2), new Rgb(0xd5, 0x5e, 0));
        double[] x = [0, 1, 2];
        LineChart first = new() { Title = "first", X = new("x"), Y = new("y"), Series = [new("a", x, [1, 2, 3]), new("b", x, [3, 2, 1])], Height = 200 };
        var second = first with { Title = "second", Series = [new("b", x, [1, 1, 2]) { IsConnected = false }] };
        var grid = new ChartGrid { Title = "Grid", Columns = 2, Charts = [first, second], Width = 800 };

        var picture = grid.Render();

        Assert.Equal(1600, picture.Width);
        Assert.True(Count(picture, blue, 0, 800) > 100);
        Assert.Equal(0, Count(picture, blue, 800, 1600));
        // Three markers without lines.
        Assert.InRange(Count(picture, vermillion, 800, 1600), 50, Count(picture, vermillion, 0, 800));
        Assert.Equal(picture.ToPng(), grid.Render().ToPng());
        Assert.True((grid with { Columns = 1 }).Render().Height > picture.Height + 380);
        Assert.Contains("Grid", Assert.Throws<ArgumentException>(() => (grid with { Charts = [] }).Render()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (grid with { Columns = 0 }).Render());
    }

    [Fact]
    public void A_vector_field_shows_its_arrows_where_they_point()
    {
        var blue = new Rgb(0, 0x72, 0xb2);
        var field = new VectorField
        {
            Title = "Field",
            X = new("x") { Min = 0, Max = 10 },
            Y = new("y") { Min = 0, Max = 10 },
            Arrows = [new(1, 1, 3, 0)],
            Background = [new("diagonal", [0, 10], [0, 10])],
            Width = 400,
            Height = 400,
        };

        var right = field.Render();
        var up = (field with { Arrows = [new(1, 1, 0, 3)] }).Render();

        Assert.True(Span(right, blue) > 5 * Span(up, blue));
        Assert.True(Count((field with { Arrows = [new(1, 1, 0, 0), new(5, 5, 0, 0)] }).Render(), blue, 0, 800) < 100);
        Assert.Throws<ArgumentException>(() => (field with { Arrows = [] }).Render());

        static int Span(Picture picture, Rgb color)
        {
            var columns = Enumerable.Range(0, picture.Width).Where(x => Enumerable.Range(0, picture.Height).Any(y => picture[x, y] == color)).ToList();
            return columns[^1] - columns[0];
        }
    }

    [Fact]
    public void A_line_chart_shows_every_line_and_breaks_at_gaps()
    {
        double[] x = [0, 0.5, 1];
        var chart = new LineChart
        {
            Title = "Selectivity",
            X = new("pixels removed (%)") { Percent = true },
            Y = new("logit"),
            Series = [new("LRP", x, [3, 1, 0]), new("random", x, [3, double.NaN, 1])],
        };
        var picture = chart.Render();
        Assert.True(Count(picture, new Rgb(0, 0x72, 0xb2), 0, picture.Width) > 200);
        Assert.True(Count(picture, new Rgb(0xd5, 0x5e, 0), 0, picture.Width) > 50);
    }

    [Fact]
    public void A_line_without_points_or_with_missing_values_and_a_chart_without_lines_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChartSeries("empty", [], []));
        Assert.Throws<ArgumentException>(() => new ChartSeries("uneven", [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new LineChart { Title = "t", X = new("x"), Y = new("y"), Series = [] }.Render());
    }

    [Fact]
    public void The_confusion_matrix_colours_errors_by_their_number_and_leaves_empty_cells_white()
    {
        var picture = Matrix.Render();
        Rgb ten = ColorMap.RedBlue.At(0.6), one = ColorMap.RedBlue.At(0.08 + 0.52 * Math.Log(2) / Math.Log(11));
        Assert.True(Count(picture, ten, 0, picture.Width) > 5000);
        Assert.True(Count(picture, one, 0, picture.Width) > 5000);
    }

    [Fact]
    public void A_matrix_without_errors_or_without_images_is_drawn()
    {
        Assert.True((Matrix with { Counts = new[,] { { 5, 0, 0 }, { 0, 5, 0 }, { 0, 0, 5 } } }).Render().Width > 0);
        Assert.True((Matrix with { Counts = new int[3, 3] }).Render().Width > 0);
        Assert.True((Matrix with { ClassNames = ["T-shirt/top", "ankle boot", "x"] }).Render().Width > Matrix.Render().Width);
    }

    [Fact]
    public void A_matrix_that_does_not_fit_its_names_or_has_negative_counts_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Matrix with { ClassNames = ["0"] }).Render());
        Assert.Throws<ArgumentException>(() => (Matrix with { Counts = new int[3, 2] }).Render());
        Assert.Throws<ArgumentException>(() => (Matrix with { Counts = new[,] { { -1 } }, ClassNames = ["0"] }).Render());
    }

    [Fact]
    public void Bars_are_as_long_as_their_values_and_red_or_blue_by_sign()
    {
        var picture = new BarChart { Title = "Scores", Bars = [new("0", 4), new("1", -2), new("2", 0)] }.Render();
        int red = Count(picture, ColorMap.RedBlue.At(0.45), 0, picture.Width), blue = Count(picture, ColorMap.RedBlue.At(-0.45), 0, picture.Width);
        Assert.Equal(2.0, (double)red / blue, 0.05);
    }

    [Fact]
    public void Bars_that_have_no_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BarChart { Title = "t", Bars = [] }.Render());
        var error = Assert.Throws<ArgumentException>(() => new BarChart { Title = "t", Bars = [new("conv 3", double.NaN)] }.Render());
        Assert.Contains("conv 3", error.Message);
        Assert.True(new BarChart { Title = "zeros", Bars = [new("a", 0)] }.Render().Width > 0);
    }

    private static string[] Ticks(double from, double to, bool wholeNumbers)
    {
        var ticks = new AlignedTicks(wholeNumbers);
        using var paint = ScottPlot.Paint.NewDisposablePaint();
        ticks.Regenerate(new(from, to), ScottPlot.Edge.Left, new(300), paint, new());
        return [.. ticks.Ticks.Select(tick => tick.Label)];
    }

    private static int Count(Picture picture, Rgb color, int from, int to)
    {
        int count = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = from; x < to; x++)
                count += picture[x, y] == color ? 1 : 0;
        }
        return count;
    }
}
