using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Gallery;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tool.Explaining;
using SkiaSharp;

namespace MnistExplanation.Tests.Commands;

/// <summary>The gallery in the repository is what the command writes; its commands and its code do what its pictures show.</summary>
public sealed class GalleryTests(WrittenGallery written) : IClassFixture<WrittenGallery>, IDisposable
{
    private readonly Workplace place = new();

    public static TheoryData<string> Entries => [.. GalleryJob.Entries.Select(entry => entry.Name)];

    public static TheoryData<string> Rows => [.. GalleryRows.All.Select(row => row.Name)];

    public static TheoryData<string> Pages => [.. MethodPages.Written.Select(page => page.Name)];

    public static TheoryData<string> Texts => ["gallery.md", .. MethodPages.Written.Select(page => $"gallery/{page.Name}.md")];

    public static TheoryData<string> Pictures => ["digits", .. GalleryJob.Entries.Select(entry => entry.Name)];

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_method_of_the_catalogue_has_a_page_and_every_page_a_method() =>
        Assert.Equal(MethodCatalogue.All.Select(method => method.Name).Order(StringComparer.Ordinal), MethodPages.Written.Select(page => page.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_and_composite_has_a_row()
    {
        Assert.All(NamedComposites.All, composite => Assert.Contains(GalleryRows.Composites, row => row.Composite == composite.Name));
        // What activations do has no heatmap of its own, and the network has no max pooling.
        Assert.All(RuleDefinitions.All.Select(rule => rule.Name).Except(["pass", "winner-takes-all", "average-of-window", "signal-takes-all"]), rule => Assert.Contains(GalleryRows.Rules, row => row.Code.Contains(TypeOf(rule), StringComparison.Ordinal)));
        Assert.Equal(GalleryJob.Entries.Count, GalleryJob.Entries.Select(entry => entry.Name).Distinct().Count());
    }

    [Fact]
    public void The_command_writes_a_page_for_each_method_and_a_picture_for_everything() => Assert.Equal(
        [.. GalleryJob.Entries.Select(entry => $"{entry.Name}.png").Concat(MethodPages.All.Select(page => $"{page.Name}.md")).Append("digits.png").Order(StringComparer.Ordinal)],
        written.Files("gallery"));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_in_the_repository_is_what_the_command_writes(string name) => Assert.Equal(File.ReadAllText(written.Find(name)), File.ReadAllText(Committed(name)));

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_in_the_repository_is_what_the_command_draws(string name)
    {
        using var committed = SKBitmap.Decode(Committed($"gallery/{name}.png"));
        using var drawn = SKBitmap.Decode(written.Find($"gallery/{name}.png"));

        Assert.Equal((committed.Width, committed.Height), (drawn.Width, drawn.Height));
        // Every machine draws the same but for the last digits of float64.
        Assert.All(committed.Bytes.Zip(drawn.Bytes), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task The_command_line_of_an_entry_gives_the_heatmaps_of_its_picture(string name)
    {
        var entry = GalleryJob.Entries.Single(entry => entry.Name == name);
        var typed = entry.Arguments.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        (await Cli.RunAsync([.. typed, "--dtype", "float64", "--index", "18", "--output", place["r.npy"]])).Succeeded();
        var model = DigitModel.Load(null);
        var explained = GalleryJob.Explain(entry, model, EmbeddedDigits.Instance.Find([18])!, CancellationToken.None);

        // In float64, as the picture: what some of these methods find in float32 depends on the processor.
        Assert.InRange(Npy.Error(Npy.Read(place["r.npy"]), explained.AllRelevances.ToArray()), 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_gives_the_heatmaps_of_its_picture(string name)
    {
        var page = MethodPages.Written.Single(page => page.Name == name);
        var model = DigitModel.Load(null);
        var digit = EmbeddedDigits.Instance.Find([18])!;
        var explained = GalleryJob.Explain(page, model, digit, CancellationToken.None);
        var domain = model.Domain(inDouble: true, TypicalDigits.Embedded);
        var inputs = model.Normalization.ToTensor<double>(digit.Pixels.Span, 1);
        var explanation = page.Make(model.Network, domain.Low[0], domain.High[0], domain.Examples!).Explain(inputs);

        Assert.Equal(explained.AllRelevances.ToArray(), explanation.Relevance.Values.ToArray());
        Assert.StartsWith("new ", page.Code, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_code_of_a_row_of_one_rule_says_what_its_command_line_says(string name)
    {
        var row = GalleryRows.All.Single(row => row.Name == name);
        var model = DigitModel.Load(null);
        var lrp = (LayerwiseRelevancePropagation)ExplainJob.CreateExplainer(row.Request, model, null);

        Assert.Contains(lrp.Plan, entry => row.Composite is not null || row.Code.Contains($"new {entry.Rule.GetType().Name}(", StringComparison.Ordinal));
    }

    private static string Committed(string name) => Path.Combine(AppContext.BaseDirectory, "docs", name);

    private static string TypeOf(string rule) => rule switch
    {
        "zero" => "new LrpZero(",
        "epsilon" => "new LrpEpsilon(",
        "gamma" => "new LrpGamma(",
        _ => $"new {string.Concat(rule.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}(",
    };
}
