using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>Testing an explanation, and what lies around a digit.</summary>
public sealed class EvidenceTests(Support.Studio studio)
{
    [Fact]
    public Task Taking_the_most_relevant_pixels_away_hurts_more_than_taking_any() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("test");
        await Expect(page["#delete-chart .dot.random"]).ToBeVisibleAsync(); // the last that comes: it changes the scale
        await page.SlideAsync("#delete-count", 60);
        await Expect(page["#delete-says"]).ToContainTextAsync("60 most relevant pixels gone: the score goes from");
        // A smaller score stands lower.
        var ours = double.Parse((await page["#delete-chart .dot.ours"].GetAttributeAsync("cy"))!, System.Globalization.CultureInfo.InvariantCulture);
        var random = double.Parse((await page["#delete-chart .dot.random"].GetAttributeAsync("cy"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(ours > random + 20, $"by relevance at {ours}, at random at {random}");
        await page["#delete-scale button >> text=Probability"].ClickAsync();
        await Expect(page["#delete-says"]).ToContainTextAsync("%");
        var black = await page["#delete-says"].TextContentAsync();
        await page["#delete-fill"].SelectOptionAsync("blurred");
        await Expect(page["#delete-says"]).Not.ToHaveTextAsync(black!);
    });

    [Fact]
    public Task Pixels_painted_out_by_hand_compare_the_promised_with_the_real_drop() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("test");
        var box = (await page["#paint"].BoundingBoxAsync())!;
        await page["#paint"].HoverAsync(new() { Position = new() { X = 0.3f * box.Width, Y = 0.22f * box.Height } });
        await page.Page.Mouse.DownAsync();
        box = (await page["#paint"].BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + 0.7f * box.Width, box.Y + 0.22f * box.Height, new() { Steps = 6 });
        await page.Page.Mouse.UpAsync();
        await Expect(page["#paint-says"]).ToContainTextAsync("the heatmap says that the score changes by");
        await Expect(page["#paint-actual .amount"]).Not.ToHaveTextAsync("–");
        await Expect(page["#paint-says"]).ToContainTextAsync(new System.Text.RegularExpressions.Regex("direction|about right"));
        await page["#paint-clear"].ClickAsync();
        await Expect(page["#paint-actual .amount"]).ToHaveTextAsync("–");
        await page["#paint"].FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await page.Page.Keyboard.PressAsync("Space");
        await Expect(page["#paint-predicted .amount"]).Not.ToHaveTextAsync("–");
    });

    [Fact]
    public Task Random_weights_from_the_top_change_the_map() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("test");
        await Expect(page["#random-frames figure"]).ToHaveCountAsync(6);
        await Expect(page["#random-frames figure:last-child .facts"]).ToHaveTextAsync(
            new System.Text.RegularExpressions.Regex("^similarity .+, (nearly the same map|(partly )?reversed.*|partly the same|unrelated)$"));
        Assert.NotEqual(await page.PictureAsync("#random-frames figure:first-child canvas"), await page.PictureAsync("#random-frames figure:last-child canvas"));
    });

    [Theory]
    [InlineData(1, true, "nearly the same map")]
    [InlineData(0.5, true, "partly the same")]
    [InlineData(0, true, "unrelated")]
    [InlineData(-0.6, false, "partly reversed")]
    [InlineData(-0.98, true, "reversed: what spoke for now speaks against")]
    [InlineData(-0.98, false, "reversed: what was strong is now weak")]
    public Task A_similarity_is_put_into_words(double similarity, bool isSigned, string words) => studio.OnPageAsync(async page =>
        Assert.Equal(words, await page.Page.EvaluateAsync<string>("async ([value, signed]) => (await import('/js/words.js')).similarity(value, signed)", new object[] { similarity, isSigned })));

    [Fact]
    public Task A_digit_is_morphed_into_another() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("around");
        await page["#morph-target"].SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 0 });
        await page.ChangedAsync("#morph-to", await page.PictureAsync("#morph-from"));
        await page.SettledAsync();
        await page.SlideAsync("#morph", 0.5);
        await page.SettledAsync();
        await page.SlideAsync("#morph", 1);
        await page.SaysAsync("0");
        await page["#undo"].ClickAsync();
        await page.SaysAsync("7");
    });

    [Fact]
    public Task Neighbours_and_prototypes_can_be_put_on_the_pad() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("around");
        await Expect(page["#nearest li"]).ToHaveCountAsync(8);
        await Expect(page["#nearest li"].First).ToContainTextAsync("distance");
        await page["#nearest button"].First.ClickAsync();
        await Expect(page["#prepare-note"]).ToBeVisibleAsync();
        await Expect(page["#nearest li"].First).ToContainTextAsync("distance 0");
        var variants = page["#prototypes section"];
        await Expect(variants.First.Locator("button")).ToHaveCountAsync(10);
        await variants.Last.Locator("button").Nth(3).ClickAsync();
        await page.SaysAsync("3");
    });
}
