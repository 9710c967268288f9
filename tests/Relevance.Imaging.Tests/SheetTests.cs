namespace Relevance.Imaging.Tests;

public class SheetTests
{
    private static Map Ramp(float peak) => new(28, 28, [.. Enumerable.Range(0, 784).Select(i => peak * (i - 392) / 392)]);

    private static SheetCell Pair(float peak, bool wrong = false) =>
        new(Panel.Image(Glyph.Field("4").ToMap()), Panel.Heatmap(Ramp(peak))) { Title = "true 4 · predicted 4", Flagged = wrong };

    [Fact]
    public void Ten_pairs_stand_in_two_rows_of_five_with_enlarged_pixels_of_equal_size()
    {
        var layout = SheetLayout.Of(Sheet.Grid("LRP", 5, Enumerable.Range(1, 10).Select(i => Pair(i))));
        Assert.Equal(20, layout.Panels.Count);
        Assert.All(layout.Panels, panel => Assert.Equal(8, panel.Factor));
        Assert.Equal(10, layout.Panels.Select(panel => panel.X).Distinct().Count());
        Assert.Equal(2, layout.Panels.Select(panel => panel.Y).Distinct().Count());
        Assert.All(layout.Panels, panel => Assert.Equal(0, panel.X * 2 % 1)); // whole device pixels
    }

    [Fact]
    public void A_sheet_has_the_size_of_its_layout_at_double_density_and_an_empty_margin()
    {
        var sheet = Sheet.Grid("LRP", 5, Enumerable.Range(1, 10).Select(i => Pair(i)));
        var picture = sheet.Render();
        // 5 pairs of two panels of 112 with a gap of 6, 4 gaps of 22, 2 margins of 24
        Assert.Equal(2 * (5 * 230 + 4 * 22 + 2 * 24), picture.Width);
        Assert.Equal(2 * SheetLayout.Of(sheet).Height, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < 40; x++)
                Assert.Equal((Rgb.White, Rgb.White), (picture[x, y], picture[picture.Width - 1 - x, y]));
        }
    }

    [Fact]
    public void Every_text_leaves_ink_where_the_layout_says()
    {
        var sheet = Sheet.Grid("Title", 2, [Pair(1), Pair(2, wrong: true)]) with
        {
            Subtitle = "Subtitle",
            ColumnHeadings = ["first", "second"],
            FlagNote = "misclassified",
        };
        var picture = sheet.Render();
        var texts = SheetLayout.Of(sheet).Texts;
        string[] expected = ["Title", "Subtitle", "first", "second", "true 4 · predicted 4", "✗ true 4 · predicted 4", "max 1", "max 2",
            "against the class", "for the class", "−max", "0", "+max", "per map; its max is written below it", "✗  misclassified"];
        Assert.Equal(expected.Order(), texts.Select(text => text.Text).Order());
        foreach (var text in texts)
            Assert.True(InkShare(picture, text) > 0.05, $"no ink at \"{text.Text}\"");
    }

    [Fact]
    public void A_heading_of_several_lines_widens_its_column_by_the_longest_and_all_end_on_one_line()
    {
        var sheet = new Sheet
        {
            Title = "T",
            Rows = [new SheetRow(new SheetCell(Panel.Heatmap(Ramp(1))), new SheetCell(Panel.Heatmap(Ramp(1))))],
            ColumnHeadings = ["integrated\ngradients of\nsomething", "gradient"],
            PanelSize = 28,
        };
        var layout = SheetLayout.Of(sheet);
        var lines = new[] { "integrated", "gradients of", "something", "gradient" }.Select(line => layout.Texts.Single(text => text.Text == line)).ToList();
        Assert.Equal(lines[2].Baseline, lines[3].Baseline);
        Assert.Equal(TextStyle.Heading.LineHeight, lines[1].Baseline - lines[0].Baseline);
        Assert.Equal(lines[0].X, lines[2].X);
        // Half of each column and the gap between them.
        var widths = TextStyle.Heading.Measure("gradients of") / 2 + TextStyle.Heading.Measure("gradient") / 2 + SheetTheme.ColumnGap;
        Assert.InRange(lines[3].X - lines[0].X, widths - 1, widths + 2);
        Assert.All(layout.Panels, panel => Assert.True(panel.Y > lines[3].Baseline));
    }

    [Fact]
    public void A_figure_goes_on_below_under_headings_of_its_own_in_columns_of_one_width()
    {
        SheetCell[] cells = [new(Panel.Heatmap(Ramp(1))), new(Panel.Heatmap(Ramp(1)))];
        var sheet = new Sheet
        {
            Title = "T",
            Rows = [new SheetRow(cells) { ColumnHeadings = ["a", "a longer heading"] }, new SheetRow(cells), new SheetRow(cells) { ColumnHeadings = ["c", "d"] }],
            PanelSize = 28,
            HasEvenColumns = true,
            ScaleNote = "what one unit is",
        };
        var layout = SheetLayout.Of(sheet);
        var (panels, texts) = (layout.Panels.ToList(), layout.Texts);
        var (first, second) = (texts.Single(text => text.Text == "a"), texts.Single(text => text.Text == "c"));
        Assert.Equal(first.X, second.X);
        Assert.True(first.Baseline < panels[0].Y && panels[2].Y + 28 < second.Baseline - TextStyle.Heading.Size && second.Baseline < panels[4].Y);
        Assert.Equal(MathF.Ceiling(TextStyle.Heading.Measure("a longer heading")) + SheetTheme.ColumnGap, panels[1].X - panels[0].X);
        Assert.Contains(texts, text => text.Text == "what one unit is");
        var error = Assert.Throws<ArgumentException>(() => (sheet with { Rows = [new SheetRow(cells) { ColumnHeadings = ["one"] }] }).Render());
        Assert.Contains("2 cells and 1 column headings", error.Message);
    }

    [Fact]
    public void No_text_covers_another_or_a_panel_or_leaves_the_sheet()
    {
        var sheet = new Sheet
        {
            Title = "A title that is longer than the two small columns of digits and heatmaps below it",
            Subtitle = string.Join(' ', Enumerable.Repeat("many words", 30)),
            ColumnHeadings = ["digit", "a long heading"],
            Rows = [.. Enumerable.Range(1, 3).Select(i => new SheetRow(new(Panel.Image(Ramp(1))), Pair(i, i == 2)) { Heading = $"digit {i}" })],
        };
        var layout = SheetLayout.Of(sheet);
        var boxes = layout.Texts.Select(text => (text.Text, Box: Box(text))).ToList();
        boxes.AddRange(layout.Frames.Select(frame => ("panel", (frame.X, frame.Y, frame.X + frame.Width, frame.Y + frame.Height))));
        for (int i = 0; i < boxes.Count; i++)
        {
            var (left, top, right, bottom) = boxes[i].Box;
            Assert.True(left >= 20 && top >= 20 && right <= layout.Width - 20 && bottom <= layout.Height - 20, boxes[i].Item1);
            for (int j = 0; j < i; j++)
            {
                var other = boxes[j].Box;
                bool apart = left >= other.Item3 || right <= other.Item1 || top >= other.Item4 || bottom <= other.Item2;
                Assert.True(apart, $"\"{boxes[i].Item1}\" covers \"{boxes[j].Item1}\"");
            }
        }
    }

    [Fact]
    public void One_shared_scale_has_one_bar_with_numbers_and_no_notes()
    {
        Map[] maps = [Ramp(1), Ramp(3)];
        var scale = ColorScale.Shared(maps);
        var sheet = Sheet.Grid("t", 2, maps.Select(map => new SheetCell(new Panel(map, scale))));
        var texts = SheetLayout.Of(sheet).Texts.Select(text => text.Text).ToList();
        Assert.Contains("−3", texts);
        Assert.Contains("+3", texts);
        Assert.Contains("one scale for all maps", texts);
        Assert.DoesNotContain(texts, text => text.StartsWith("max"));
    }

    [Fact]
    public void A_scale_that_starts_at_zero_has_a_bar_without_the_colours_that_do_not_occur()
    {
        var scale = new ColorScale(ColorMap.RedBlue, 2) { StartsAtZero = true };
        var sheet = Sheet.Grid("t", 1, [new SheetCell(new Panel(new Map(1, 1, [0]), scale))]);
        var layout = SheetLayout.Of(sheet);
        var texts = layout.Texts.Select(text => text.Text).ToList();
        Assert.Equal((1, 1), (texts.Count(text => text == "0"), texts.Count(text => text == "2")));
        Assert.DoesNotContain("−2", texts);
        var (picture, bar) = (sheet.Render(), layout.Bars.Single());
        int y = (int)(2 * (bar.Y + ColorBar.BarHeight / 2f));
        Assert.Equal(ColorMap.RedBlue.At(0), picture[(int)(2 * bar.X), y]);
        Assert.Equal(ColorMap.RedBlue.At(1), picture[(int)(2 * (bar.X + ColorBar.BarWidth)) - 1, y]);
    }

    [Fact]
    public void A_note_stands_below_its_panel_in_place_of_the_limit_and_an_empty_one_says_nothing()
    {
        Panel[] panels = [Panel.Heatmap(Ramp(1)) with { Note = "test image 7" }, Panel.Heatmap(Ramp(2)) with { Note = "" }, Panel.Heatmap(Ramp(3))];
        var texts = SheetLayout.Of(Sheet.Grid("t", 3, panels.Select(panel => new SheetCell(panel)))).Texts.Select(text => text.Text).ToList();
        Assert.Contains("test image 7", texts);
        Assert.Equal(["max 3"], texts.Where(text => text.StartsWith("max")));
    }

    [Fact]
    public void A_sheet_of_a_given_shape_has_its_content_in_the_middle()
    {
        var sheet = Sheet.Grid("t", 1, [new SheetCell(new Panel(new Map(1, 1, [1]), new ColorScale(ColorMap.RedBlue, 1)))]);
        var wide = sheet with { AspectRatio = 4 };
        Assert.Equal((4 * sheet.Measure().Height, sheet.Measure().Height), wide.Measure());
        Assert.Equal(sheet.Measure().Width * 2, (sheet with { AspectRatio = 0.5 }).Measure().Height);
        var (narrow, picture) = (sheet.Render(), wide.Render());
        int left = (picture.Width - narrow.Width) / 2 / 2 * 2; // the shift is in whole layout units
        for (int i = 0; i < narrow.Width * narrow.Height; i++)
            Assert.Equal(narrow[i % narrow.Width, i / narrow.Width], picture[left + i % narrow.Width, i / narrow.Width]);
    }

    [Fact]
    public void Two_kinds_of_colours_have_two_bars()
    {
        var positive = new Map(2, 1, [0, 4]);
        var layout = SheetLayout.Of(Sheet.Grid("t", 2, [new(Panel.Heatmap(Ramp(1))), new(Panel.Heatmap(positive, ColorMap.Heat))]));
        Assert.Equal([ColorMap.RedBlue, ColorMap.Heat], layout.Bars.Select(bar => bar.Bar.Colors));
        Assert.Contains(layout.Texts, text => text.Text == "strong");
    }

    [Fact]
    public void A_clipped_scale_says_so()
    {
        var map = Ramp(1);
        var layout = SheetLayout.Of(Sheet.Grid("t", 1, [new SheetCell(new Panel(map, ColorScale.For(map, percentile: 50)))]));
        Assert.Contains(layout.Texts, text => text.Text.StartsWith("≥ +"));
        Assert.Contains(layout.Texts, text => text.Text.StartsWith("≤ −"));
    }

    [Fact]
    public void The_colour_bar_runs_from_the_negative_end_through_white_to_the_positive_end()
    {
        var sheet = Sheet.Grid("t", 1, [new SheetCell(Panel.Heatmap(Ramp(1)))]);
        var bar = SheetLayout.Of(sheet).Bars.Single();
        var picture = sheet.Render();
        int left = (int)(2 * bar.X), y = (int)(2 * bar.Y) + ColorBar.BarHeight;
        Assert.Equal(ColorMap.RedBlue.At(-1), picture[left, y]);
        Assert.Equal(ColorMap.RedBlue.At(1), picture[left + 2 * ColorBar.BarWidth - 1, y]);
        Assert.Equal(Rgb.White, picture[left + ColorBar.BarWidth, y]);
    }

    [Fact]
    public void A_sheet_is_drawn_alike_every_time_and_on_every_thread()
    {
        var sheet = Sheet.Grid("Layer-wise relevance propagation", 2, [Pair(1), Pair(2, wrong: true)]);
        byte[] expected = sheet.Render().ToPng();
        Parallel.For(0, 4, _ => Assert.Equal(expected, sheet.Render().ToPng()));
    }

    [Fact]
    public void A_map_of_zeros_has_a_bar_without_numbers()
    {
        var layout = SheetLayout.Of(Sheet.Grid("t", 1, [new SheetCell(Panel.Heatmap(new Map(2, 2, new float[4])))]));
        Assert.DoesNotContain(layout.Texts, text => text.Text.Contains('−') || text.Text.Contains('+'));
        Assert.Contains(layout.Texts, text => text.Text == "0");
    }

    [Fact]
    public void Rows_of_different_length_and_empty_places_are_drawn()
    {
        var sheet = new Sheet { Title = "t", Rows = [new(Pair(1), Pair(2)), new(SheetCell.Empty, Pair(3)), new(Pair(4))] };
        Assert.Equal(8, SheetLayout.Of(sheet).Panels.Count);
        Assert.True(sheet.Render().Width > 0);
    }

    [Fact]
    public void A_sheet_without_panels_or_with_too_few_headings_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Sheet { Title = "t", Rows = [] }.Render());
        Assert.Throws<ArgumentException>(() => new Sheet { Title = "t", Rows = [new(SheetCell.Empty)] }.Render());
        var error = Assert.Throws<ArgumentException>(() => (Sheet.Grid("Methods", 2, [Pair(1), Pair(2)]) with { ColumnHeadings = ["one"] }).Render());
        Assert.Contains("2 columns and 1 column headings", error.Message);
    }

    [Fact]
    public void The_embedded_font_has_every_sign_that_figures_use()
    {
        const string Signs = "−·→←×≤≥±✗✓⁰¹²³⁴⁵⁶⁷⁸⁹⁻εγαβρζλκ∂²∑√∞…–“”°½";
        Assert.Equal("DejaVu Sans", Typefaces.Regular.FamilyName);
        Assert.True(Typefaces.Bold.IsBold);
        foreach (string sign in Signs.Select(sign => sign.ToString()))
            Assert.True(Typefaces.Regular.ContainsGlyphs(sign) && Typefaces.Bold.ContainsGlyphs(sign), sign);
    }

    private static (float Left, float Top, float Right, float Bottom) Box(PlacedText text)
    {
        float width = text.Style.Measure(text.Text);
        float left = text.X - text.Align switch { SkiaSharp.SKTextAlign.Center => width / 2, SkiaSharp.SKTextAlign.Right => width, _ => 0 };
        return (left, text.Baseline - text.Style.Size * 0.75f, left + width, text.Baseline + text.Style.Size * 0.2f);
    }

    private static double InkShare(Picture picture, PlacedText text)
    {
        var (left, top, right, bottom) = Box(text);
        int dark = 0, all = 0;
        for (int y = (int)(2 * top); y < (int)(2 * bottom); y++)
        {
            for (int x = (int)(2 * left); x < (int)(2 * right); x++)
            {
                all++;
                dark += picture[x, y].G < 160 ? 1 : 0;
            }
        }
        return (double)dark / all;
    }
}
