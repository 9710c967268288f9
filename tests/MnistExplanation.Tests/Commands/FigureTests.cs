using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Tests.Commands;

/// <summary>What the figures of <c>explain</c> say about what they show.</summary>
public sealed class FigureTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Each_image_is_named_by_its_place_or_its_file()
    {
        Assert.Equal(["test image 0", "test image 1"], Digits(ExplanationFigure.Create(Explain("gradient", 0, 1))).Select(panel => panel.Note));
        var pixels = new byte[784];
        Assert.Equal("seven.png", DigitImages.Unlabelled(pixels, ["seven.png"]).Caption(0));
        Assert.Equal("my-handwr…en.png", DigitImages.Unlabelled(pixels, ["my-handwritten-seven.png"]).Caption(0));
        Assert.Equal("image 3", DigitImages.Unlabelled(pixels, ["3"]).Caption(0));
    }

    [Fact]
    public void Every_image_is_dark_on_white() =>
        Assert.All(Digits(ExplanationFigure.Create(Explain("gradient", 0, 1))), panel => Assert.Same(ColorScale.Ink, panel.Scale));

    [Fact]
    public void The_scale_of_a_method_without_a_sign_starts_at_zero_and_that_of_others_does_not()
    {
        Assert.All(Heatmaps(ExplanationFigure.Create(Explain("sensitivity-analysis", 0, 1))), panel => Assert.True(panel.Scale.StartsAtZero));
        Assert.All(Heatmaps(ExplanationFigure.Create(Explain("gradient", 0, 1))), panel => Assert.False(panel.Scale.StartsAtZero));
    }

    [Fact]
    public void Feature_maps_share_a_scale_that_is_written_once_for_each_image()
    {
        var two = ExplanationFigure.Create(Explain("lrp(layer=3)", 0, 1));
        Assert.All(Heatmaps(two), panel => Assert.Equal("", panel.Note));
        Assert.All(Digits(two), panel => Assert.Matches(@"^test image \d · max \d\.\d+$", panel.Note));
        Assert.Contains("below the image", two.ScaleNote, StringComparison.Ordinal);

        var one = ExplanationFigure.Create(Explain("lrp(layer=3)", 0));
        Assert.Equal(("test image 0", null), (Digits(one).Single().Note, one.ScaleNote));
    }

    [Fact]
    public void Grad_cam_says_why_a_map_is_empty_and_why_another_covers_the_background()
    {
        // The first 2 of the test set has no positive value, the 3 one of the fullest maps.
        var both = ExplanationFigure.Create(Explain("grad-cam", 1, 18));
        Assert.Equal("0 everywhere", Heatmaps(both)[0].Note);
        Assert.Null(Heatmaps(both)[1].Note);
        Assert.Contains("negative everywhere", both.Subtitle, StringComparison.Ordinal);
        Assert.Contains("empty background", both.Subtitle, StringComparison.Ordinal);

        var neither = ExplanationFigure.Create(Explain("grad-cam", 0)).Subtitle!;
        Assert.DoesNotContain("Where Grad-CAM", neither, StringComparison.Ordinal);

        // It is as the sentence says: without the cut all is negative.
        var whole = Explain("grad-cam(signed=true)", 1).Heatmap(0);
        Assert.All(whole.Values.ToArray(), value => Assert.True(value <= 0));
        Assert.True(whole.MaxAbsolute > 0);
    }

    [Fact]
    public async Task A_slide_of_many_methods_is_16_to_9_and_a_single_method_is_none()
    {
        string[] methods = ["gradient", "sensitivity-analysis", "lrp", "grad-cam", "simple-taylor"];
        (await Cli.RunAsync(["explain", .. methods.SelectMany(method => new[] { "--method", method }), "--index", "0", "1", "--slide", "--output", place["slide.png"]])).Succeeded();

        var picture = GreyImage.Decode(place["slide.png"]);
        // The content has a whole number of layout units, at two pixels each: half a unit of rounding.
        Assert.InRange(picture.Width - picture.Height * 16.0 / 9, -2, 2);
        (await Cli.RunAsync("explain", "--slide", "--index", "0", "--output", place["one.png"])).Failed(ExitCode.WrongUsage, "--slide");
    }

    private static List<Panel> Digits(Sheet sheet) => [.. Panels(sheet).Where(panel => panel.Scale.Colors == ColorMap.Ink)];

    private static List<Panel> Heatmaps(Sheet sheet) => [.. Panels(sheet).Where(panel => panel.Scale.Colors == ColorMap.RedBlue)];

    private static IEnumerable<Panel> Panels(Sheet sheet) => sheet.Rows.SelectMany(row => row.Cells).SelectMany(cell => cell.Panels);

    private static ExplainedImages Explain(string method, params int[] indices)
    {
        var model = DigitModel.Load(null);
        var request = new ExplainRequest { Method = MethodNotation.Parse(method), Target = TargetChoice.Predicted };
        return ExplainJob.Explain(
            request, ExplainJob.CreateExplainer(request, model, null), model, EmbeddedDigits.Instance.Find(indices)!, new DirectProgress<ActivityState>(_ => { }), TestContext.Current.CancellationToken);
    }
}
