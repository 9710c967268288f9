using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>What is shown of an image: how the network sees it, ten scores, one heatmap.</summary>
public sealed class ResultTests(Support.Studio studio)
{
    [Fact]
    public Task The_image_is_centred_unless_that_is_switched_off() => studio.OnPageAsync(async page =>
    {
        const string Middle = """
            canvas => {
              const { data } = canvas.getContext("2d").getImageData(0, 0, 28, 28);
              let sum = 0, moment = 0;
              for (let i = 0; i < 784; i++) { const ink = 255 - data[4 * i]; sum += ink; moment += ink * (i % 28 + 0.5); }
              return moment / sum;
            }
            """;
        await page.DrawAsync((0.15, 0.1), (0.15, 0.45));
        await page.SettledAsync();
        Assert.InRange(await page.EvaluateAsync<double>("#sees", Middle), 13, 15.5);
        var centred = await page.PictureAsync("#sees");
        await page["#prepare"].UncheckAsync();
        await page.ChangedAsync("#sees", centred);
        Assert.InRange(await page.EvaluateAsync<double>("#sees", Middle), 3.5, 5);
    });

    [Fact]
    public Task Any_class_can_be_asked_about_and_two_contrasted() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        var predicted = await page.PictureAsync("#heatmap");
        await page.AskAsync(3);
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 3?");
        await page.ChangedAsync("#heatmap", predicted);
        await page.Versus(9).ClickAsync();
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 3 and not 9?");
        await Expect(page["#because"]).ToContainTextAsync("3 rather than 9");
        await page["#question-clear"].ClickAsync();
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7?");
        await page.Class(2).ClickAsync(new() { Modifiers = [Microsoft.Playwright.KeyboardModifier.Shift] });
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 2?");
        await page.Class(4).HoverAsync();
        await page.Page.Mouse.DownAsync();
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 4?");
        await page.Page.Mouse.UpAsync();
        await page.SettledAsync();
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 4?");
    });

    [Fact]
    public Task A_new_drawing_is_a_new_question() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.AskAsync(3);
        await Expect(page["#because"]).ToContainTextAsync("You ask: why 3?");
        await page["#clear"].ClickAsync();
        await page.DrawSevenAsync();
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7?");
        await Expect(page["#because"]).Not.ToContainTextAsync("You ask");
    });

    [Fact]
    public Task A_wrong_answer_is_called_wrong() => studio.OnPageAsync(async page =>
    {
        await page["#pick"].ClickAsync();
        await page["#digits-kind button >> text=Misread"].ClickAsync();
        var label = (await page["#digits-list .thumb"].First.GetAttributeAsync("aria-label"))!.Split(", a ")[1][..1];
        await page["#digits-list .thumb"].First.ClickAsync();
        await Expect(page["#says .doubt"]).ToHaveTextAsync($"wrong: it is a {label}");
        await Expect(page["#spoken"]).ToContainTextAsync($"wrong: it is a {label}");
    });

    [Fact]
    public Task A_dot_is_said_to_be_hardly_a_digit() => studio.OnPageAsync(async page =>
    {
        await page["#clear"].ClickAsync();
        await page.DrawAsync((0.5, 0.5));
        await Expect(page["#says"]).ToContainTextAsync("Hardly a digit. The network says");
        await Expect(page["#because"]).ToContainTextAsync("one solid blob");
        await Expect(page["#because"]).ToContainTextAsync("must name one of the ten");
        await Expect(page["#spoken"]).ToContainTextAsync("Hardly a digit.");
        await page["#clear"].ClickAsync();
        await page.DrawSevenAsync();
        await Expect(page["#says"]).Not.ToContainTextAsync("Hardly");
    });

    [Fact]
    public Task What_speaks_against_is_given_as_its_share_of_the_evidence() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        foreach (var digit in new[] { 7, 3, 1 })
        {
            if (digit != 7)
                await page.AskAsync(digit);
            await Expect(page["#why-title"]).ToHaveTextAsync($"Why {digit}?");
            await page.SettledAsync();
            var share = await page.Page.EvaluateAsync<double>("""
                async () => {
                  const { state } = await import("/js/state.js"), { relevance } = state.result.explanations[0];
                  const sum = sign => relevance.reduce((all, value) => all + Math.max(0, sign * value), 0);
                  return 100 * sum(-1) / (sum(-1) + sum(1));
                }
                """);
            Assert.InRange(share, 0.01, 99.9);
            await Expect(page["#because"]).ToContainTextAsync($"{(share < 0.5 ? "Less than 1" : $"{Math.Round(share)}")}\u00a0% of the evidence speaks against it");
        }
    });

    [Fact]
    public Task A_pixel_pointed_at_is_read_and_marked_in_all_maps() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("compare");
        await page.SettledAsync();
        var before = await page.PictureAsync("#compare-cards .card:nth-child(2) .map");
        await page["#heatmap"].HoverAsync(new() { Position = new() { X = 10, Y = 10 } });
        await Expect(page["#readout"]).ToContainTextAsync("Row 1, column 1: ink 0, relevance");
        await Expect(page["#readout"]).ToContainTextAsync("of 784");
        Assert.NotEqual(before, await page.PictureAsync("#compare-cards .card:nth-child(2) .map"));
        await Expect(page["#compare-cards .card:nth-child(3) .reading"]).ToContainTextAsync("rank");
        await page["#heatmap"].FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page["#readout"]).ToContainTextAsync("Row 2, column 2:");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page["#readout"]).ToContainTextAsync("Point at any pixel");
    });

    [Fact]
    public Task Sign_colours_overlay_and_threshold_change_the_picture_and_not_the_numbers() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page["summary >> text=Colours"].ClickAsync();
        var readout = await page["#readout"].TextContentAsync();
        foreach (var change in new Func<Task>[]
        {
            () => page["#look-sign button >> text=Positive"].ClickAsync(),
            () => page["#look-sign button >> text=Absolute"].ClickAsync(),
            () => page["#look-colors"].SelectOptionAsync("orange-purple"),
            () => page.SlideAsync("#look-opacity", 0.4),
            () => page.SlideAsync("#look-threshold", 0.5),
            () => page["#look-outline"].UncheckAsync(),
        })
        {
            var before = await page.PictureAsync("#heatmap");
            await change();
            Assert.NotEqual(before, await page.PictureAsync("#heatmap"));
        }
        await Expect(page["#readout"]).ToHaveTextAsync(readout!);
    });
}
