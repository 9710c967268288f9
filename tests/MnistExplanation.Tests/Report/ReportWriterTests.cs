using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MnistExplanation.Report;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;

namespace MnistExplanation.Tests.Report;

public sealed partial class ReportWriterTests
{
    private const string Hostile = "<script>alert('x')</script>&amp;\"]]>\u0000\uD800";

    private static readonly string Html = ReportWriter.ToHtml(SampleReport.Content);
    private static readonly XElement Page = XDocument.Parse(Html).Root!;

    [Fact]
    public void The_page_is_well_formed_with_language_title_and_viewport()
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", Html, StringComparison.Ordinal);
        Assert.Equal("Explaining a neural network on MNIST", Page.Descendants("title").Single().Value);
        Assert.Contains(Page.Descendants("meta"), meta => (string?)meta.Attribute("name") == "viewport");
        Assert.Equal("utf-8", (string?)Page.Descendants("meta").First().Attribute("charset"));
    }

    [Fact]
    public void The_page_loads_nothing_and_runs_nothing()
    {
        Assert.Empty(Page.Descendants("script"));
        Assert.DoesNotContain(Page.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        string[] loading = ["src", "href", "srcset", "action", "data", "poster"];
        Assert.All(Page.Descendants().Attributes().Where(attribute => loading.Contains(attribute.Name.LocalName)), attribute =>
            Assert.True(attribute.Value.StartsWith("data:", StringComparison.Ordinal) || attribute.Value.StartsWith('#'), attribute.ToString()));
        Assert.DoesNotMatch(LoadingStyle(), Page.Descendants("style").Single().Value);
        Assert.DoesNotContain("://", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_style_sheet_reads_the_same_as_XML_and_as_HTML() =>
        Assert.DoesNotMatch("[<>&]", Page.Descendants("style").Single().Value);

    [Fact]
    public void Only_void_elements_are_written_without_an_end_tag() =>
        Assert.All(EmptyElement().Matches(Html), match => Assert.Contains(match.Groups[1].Value, new[] { "meta", "link", "img" }));

    [Fact]
    public void Hostile_text_is_shown_and_not_obeyed()
    {
        var sample = SampleReport.Content;
        var html = ReportWriter.ToHtml(sample with
        {
            Dataset = sample.Dataset with { Name = Hostile, ClassNames = [.. sample.Dataset.ClassNames.Take(9), Hostile] },
            Network = new([new(Hostile, [1], 1)]),
            Training = sample.Training with { Preset = Hostile, Options = [new(Hostile, Hostile)], Curve = new(SampleReport.Png, 1, 1, Hostile) },
            Methods = [sample.Methods[2] with { Plan = [new(Hostile, Hostile, Hostile)], Conservation = [new(0, Hostile, Hostile, Hostile, 1, 1)] }],
            Provenance = sample.Provenance with { CommandLine = Hostile, Data = [new(Hostile, Hostile)], Gradients = new(true, Hostile) },
        });
        var page = XDocument.Parse(html).Root!;

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<script>alert('x')</script>&amp;\"]]>\uFFFD\uFFFD", page.Descendants("pre").Single().Value, StringComparison.Ordinal);
        Assert.Contains(page.Descendants("img"), image => image.Attribute("alt")!.Value.StartsWith("<script>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, "card")]
    [InlineData(640, "card scrolls stays")]
    [InlineData(960, "card scrolls")]
    public void A_figure_that_a_phone_would_shrink_beyond_reading_scrolls(int width, string kind)
    {
        var figure = FigureCard.Show(new Figure(SampleReport.Png, width, 400, "a picture"), "caption");

        Assert.Equal(kind, (string?)figure.Elements().First().Attribute("class"));
        // The keyboard reaches what scrolls.
        Assert.Equal(kind != "card", figure.Elements().First().Attribute("tabindex") is not null);
    }

    [Fact]
    public void Every_figure_has_alternative_text_a_size_and_a_caption()
    {
        var figures = Page.Descendants("figure").ToList();

        Assert.Equal(6, figures.Count);
        Assert.All(figures, figure =>
        {
            var image = figure.Descendants("img").Single();
            Assert.NotEqual("", image.Attribute("alt")!.Value);
            Assert.Equal("640", image.Attribute("width")!.Value);
            Assert.Equal("400", image.Attribute("height")!.Value);
            Assert.NotEqual("", figure.Element("figcaption")!.Value);
        });
    }

    [Fact]
    public void Every_table_has_a_caption_and_as_many_cells_in_each_row() => Assert.All(Page.Descendants("table"), table =>
    {
        Assert.NotEqual("", table.Element("caption")!.Value);
        Assert.Single(table.Descendants("tr").Select(row => row.Elements().Count()).Distinct());
    });

    [Fact]
    public void Headings_descend_one_level_at_a_time()
    {
        var levels = Page.Descendants().Select(element => Heading().Match(element.Name.LocalName)).Where(match => match.Success).Select(match => match.Groups[1].Value[0] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Every_link_and_label_leads_to_a_place_on_the_page()
    {
        var ids = Page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        var uses = Page.Descendants("a").Select(link => link.Attribute("href")!.Value[1..])
            .Concat(Page.Descendants().Attributes("aria-labelledby").Select(label => label.Value));

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(uses, use => Assert.Contains(use, ids));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        // Invariant globalization has no other cultures by name; a clone can still write numbers in another way.
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (odd.NumberFormat.NumberDecimalSeparator, odd.NumberFormat.NumberGroupSeparator, odd.NumberFormat.NegativeSign) = (",", "'", "~");
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(Html, ReportWriter.ToHtml(SampleReport.Content));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_dark_page_inverts_charts_and_leaves_heatmaps_on_white()
    {
        static string CardOf(Figure figure) => FigureCard.Show(figure).Element("div")!.Attribute("class")!.Value;
        var figure = new Figure(SampleReport.Png, 1, 1, "what it shows");

        Assert.Equal(("card", "card chart"), (CardOf(figure), CardOf(figure with { IsChart = true })));
        Assert.Matches(@"@media screen and \(prefers-color-scheme: dark\) \{\s+\.chart \{[^}]+\}\s+\.chart img \{ filter: invert", Page.Descendants("style").Single().Value);
    }

    [Fact]
    public void The_results_are_on_the_page()
    {
        var interval = WilsonInterval.Of(SampleReport.Content.Test.Correct, SampleReport.Content.Test.Images);

        Assert.Contains($"{Numbers.Percent(interval.Low)} to {Numbers.Percent(interval.High)}", Html, StringComparison.Ordinal);
        Assert.Contains("60,074", Html, StringComparison.Ordinal);
        Assert.Contains("4 taken for 9: 14 of 1,007 images", Page.Descendants("ol").Single().Value, StringComparison.Ordinal);
        Assert.Contains(SampleReport.Content.Provenance.Model.Sha256, Html, StringComparison.Ordinal);
        Assert.Contains("from an earlier run", Html, StringComparison.Ordinal);
        Assert.Contains("gradient is wrong on this machine", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_methods_that_share_out_the_score_compare_their_sum_with_it() =>
        Assert.Equal([false, true, true], Page.Descendants("article").Select(article => article.Descendants("th").Any(cell => cell.Value == "Sum ÷ score")));

    [Fact]
    public void A_network_without_mistakes_is_said_to_make_none()
    {
        var perfect = new TestFacts([[3, 0], [0, 2]], new Figure(SampleReport.Png, 1, 1, "matrix"));
        var sample = SampleReport.Content;

        var html = ReportWriter.ToHtml(sample with { Dataset = sample.Dataset with { ClassNames = ["no", "yes"] }, Test = perfect });

        Assert.Contains("It makes no mistake on these images.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_page_says_about_black_pixels_follows_the_normalisation()
    {
        var sample = SampleReport.Content;

        var html = ReportWriter.ToHtml(sample with { Dataset = sample.Dataset with { Mean = 0, StandardDeviation = 1 } });

        Assert.Contains("black is −0.424, and zero is a grey of 13\u00a0%", Html, StringComparison.Ordinal);
        Assert.Contains("Black pixels get nothing.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zero is not black.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_method_is_named_in_the_error()
    {
        var content = SampleReport.Content with { Methods = [SampleReport.Content.Methods[0] with { Name = "tea-leaves" }] };

        var error = Assert.Throws<ArgumentException>(() => ReportWriter.ToHtml(content));

        Assert.Contains("'tea-leaves'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confusion_matrix_of_another_size_than_the_classes_is_refused()
    {
        var content = SampleReport.Content with { Dataset = SampleReport.Content.Dataset with { ClassNames = ["only"] } };

        var error = Assert.Throws<ArgumentException>(() => ReportWriter.ToHtml(content));

        Assert.Contains("1 × 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curve.png", "a curve")]
    [InlineData(SampleReport.Png, " ")]
    public void A_figure_must_be_embedded_and_described(string source, string altText) =>
        Assert.Throws<ArgumentException>(() => new Figure(source, 1, 1, altText));

    [GeneratedRegex("url\\(|@import")]
    private static partial Regex LoadingStyle();

    [GeneratedRegex("<([a-z]+)[^>]*/>")]
    private static partial Regex EmptyElement();

    [GeneratedRegex("^h([1-6])$")]
    private static partial Regex Heading();
}
