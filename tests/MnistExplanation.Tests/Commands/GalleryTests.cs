using MnistExplanation.Explaining;
using MnistExplanation.Gallery;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace MnistExplanation.Tests.Commands;

public sealed class GalleryTests : IDisposable
{
    private readonly Workplace place = new();

    public static TheoryData<string> Rows => [.. GalleryRows.All.Select(row => row.Name)];

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_page_in_the_repository_is_current() =>
        Assert.Equal(GalleryPage.ToMarkdown("gallery"), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "gallery.md")));

    [Fact]
    public void Every_rule_composite_and_method_has_a_row()
    {
        Assert.All(NamedComposites.All, composite => Assert.Contains(GalleryRows.Composites, row => row.Composite == composite.Name));
        Assert.All(MethodCatalogue.All, method => Assert.Contains(GalleryRows.All, row => row.Method == method.Name));
        // What activations do has no heatmap of its own, and the network has no max pooling.
        Assert.All(RuleCatalogue.Names.Except(["pass", "winner-takes-all", "average-of-window"]), rule => Assert.Contains(GalleryRows.Rules, row => row.Code.Contains(TypeOf(rule), StringComparison.Ordinal)));
        Assert.Equal(GalleryRows.All.Count(), GalleryRows.All.Select(row => row.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_command_line_of_a_row_can_be_typed_and_draws_its_picture(string name)
    {
        var row = GalleryRows.All.Single(row => row.Name == name);
        var typed = row.Arguments.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        (await Cli.RunAsync([.. typed, "--dtype", "float64", "--output", place["r.npy"]])).Succeeded();
        using var model = LoadedModel.Load(null);
        using var explained = GalleryJob.Explain(row, model, EmbeddedDigits.Instance.FirstOfEachClass(), CancellationToken.None);

        Assert.Equal(Npy.Read(place["r.npy"]), explained.AllRelevances<double>());
        // Every machine draws the same but for the last digits of float64.
        var committed = GreyImage.Decode(Path.Combine(AppContext.BaseDirectory, "docs", "gallery", $"{name}.png"));
        GalleryPage.Heatmaps(explained).Save(place["r.png"]);
        var drawn = GreyImage.Decode(place["r.png"]);
        Assert.Equal((committed.Width, committed.Height), (drawn.Width, drawn.Height));
        Assert.All(committed.Pixels.ToArray().Zip(drawn.Pixels.ToArray()), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_code_of_a_row_of_one_rule_says_what_its_command_line_says(string name)
    {
        var row = GalleryRows.All.Single(row => row.Name == name);
        if (row.Method != PropagationChoice.Method)
            return;
        using var model = LoadedModel.Load(null);
        var lrp = (LayerwiseRelevancePropagation)ExplainJob.CreateExplainer(row.Request, model);

        Assert.Contains(lrp.Plan, entry => row.Composite is not null || row.Code.Contains($"new {entry.Rule.GetType().Name}(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_writes_the_page_and_a_picture_for_each_row()
    {
        (await Cli.RunAsync("gallery", "--output", place["mine"])).Succeeded();

        Assert.Equal(GalleryPage.ToMarkdown("mine"), File.ReadAllText(place["mine.md"]));
        Assert.Equal(GalleryRows.All.Select(row => $"{row.Name}.png").Append("digits.png").Order(StringComparer.Ordinal), place.Files("mine"));
    }

    private static string TypeOf(string rule) => rule switch
    {
        "zero" => "new LrpZero(",
        "epsilon" => "new LrpEpsilon(",
        "gamma" => "new LrpGamma(",
        _ => $"new {string.Concat(rule.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}(",
    };
}
