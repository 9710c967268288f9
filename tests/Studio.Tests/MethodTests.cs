using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>Methods, side by side and in their parameters; rules layer by layer; the walk back through the network.</summary>
public sealed class MethodTests(Support.Studio studio)
{
    [Fact]
    public Task Methods_stand_side_by_side_on_their_own_scale_or_on_one() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("compare");
        await Expect(page["#compare-cards .facts"]).ToHaveCountAsync(4);
        foreach (var facts in await page["#compare-cards .facts"].AllAsync())
            await Expect(facts).ToContainTextAsync("sum");
        var own = await page.PictureAsync("#compare-cards .card:nth-child(3) .map");
        await page["#compare-scale button >> text=One scale for all"].ClickAsync();
        await page.ChangedAsync("#compare-cards .card:nth-child(3) .map", own);

        await page["#compare-scale button >> text=Each its own scale"].ClickAsync();
        await page["#compare-add"].ClickAsync();
        await Expect(page["#compare-cards .facts"]).ToHaveCountAsync(5);
        await page["#compare-cards .card:nth-child(5) .card-head select"].SelectOptionAsync("deeplift");
        await Expect(page["#compare-cards .card:nth-child(5) .facts"]).ToContainTextAsync("sum");
        Assert.True(await page.ColoredAsync("#compare-cards .card:nth-child(5) .map") > 1_000);
        await page["#compare-cards .card:nth-child(1) .card-head .icon"].ClickAsync();
        await Expect(page["#compare-cards .facts"]).ToHaveCountAsync(4);
    });

    [Fact]
    public Task Cards_that_leave_the_page_are_forgotten() => studio.OnPageAsync(async page =>
    {
        await page.TabAsync("compare");
        async Task ChangeAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await page["#compare-cards .card:nth-child(2) .card-head select"].SelectOptionAsync(i % 2 == 0 ? "gradient" : "sensitivity-analysis");
                await page.SettledAsync();
            }
        }
        await ChangeAsync(2);
        var before = await page.LiveAsync("heatmap.js", "Heatmap");
        await ChangeAsync(10);
        Assert.Equal(before, await page.LiveAsync("heatmap.js", "Heatmap"));
    });

    [Fact]
    public Task A_slider_of_a_parameter_changes_the_map() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page["summary >> text=Parameters epsilon-gamma-box"].First.ClickAsync();
        var before = await page.PictureAsync("#heatmap");
        await page.SlideAsync("#method-form input[type=range]", 95);
        await page.ChangedAsync("#heatmap", before);
        Assert.True(double.Parse(await page["#method-form input[type=number]"].First.InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture) > 1);

        before = await page.PictureAsync("#heatmap");
        await page["#method"].SelectOptionAsync("smoothgrad");
        await page.ChangedAsync("#heatmap", before);
        await Expect(page["#method-form fieldset.wrapped"]).ToBeVisibleAsync();
        before = await page.PictureAsync("#heatmap");
        await page["#method-form fieldset.wrapped select"].SelectOptionAsync("lrp");
        await page.ChangedAsync("#heatmap", before);
    });

    [Fact]
    public Task Every_method_of_the_catalogue_answers() => studio.OnPageAsync(async page =>
    {
        await page.TabAsync("share");
        foreach (var method in await page.EvaluateAsync<string[]>("#method", "list => [...list.options].map(option => option.value)"))
        {
            await page["#method"].SelectOptionAsync(method);
            await Expect(page["#command"]).ToContainTextAsync(method);
            await page.SaysAsync("7");
        }
    });

    [Fact]
    public Task Rules_are_set_layer_by_layer_and_the_plan_says_why() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("rules");
        await Expect(page[".plan tbody tr"]).ToHaveCountAsync(7);
        await Expect(page[".plan tbody tr:nth-child(1) .planned"]).ToContainTextAsync("because it is");
        await Expect(page[".plan .meaning"]).ToHaveCountAsync(7);
        await Expect(page[".plan tbody tr:last-child th"]).ToHaveTextAsync("14 Linear 84 → 10");
        await page["summary >> text=What each rule does"].ClickAsync();
        foreach (var meaning in await page[".glossary dd"].AllAsync())
            await Expect(meaning).ToContainTextAsync(".");
        var before = await page.PictureAsync("#heatmap");
        await page["select[aria-label='Rule of layer 3']"].SelectOptionAsync("alpha-beta");
        await page.ChangedAsync("#heatmap", before);
        await Expect(page[".plan tr.own .planned"]).ToContainTextAsync("αβ");
        await Expect(page[".plan tr.own .meaning"]).ToContainTextAsync("positive contributions to a unit");
        var two = await page.PictureAsync(".mirror .map[aria-roledescription=heatmap]");
        await page.SlideAsync(".plan tr.own input[type=range]", 50);
        await page.ChangedAsync(".mirror .map[aria-roledescription=heatmap]", two);
        await Expect(page[".plan tr.own .planned"]).ToContainTextAsync("α = 3");
        await page["text=All as the composite says"].ClickAsync();
        await Expect(page[".plan tr.own"]).ToHaveCountAsync(0);
        await page.Page.WaitForFunctionAsync("before => document.querySelector('#heatmap').toDataURL() === before", before);
    });

    [Fact]
    public Task The_walk_leads_from_the_score_to_the_pixels_and_keeps_the_books() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("walk");
        await Expect(page["#walk-title"]).ToHaveTextAsync("1 of 8: 14 Linear 84 → 10");
        await Expect(page["#walk-rule"]).ToContainTextAsync("comes in from above");
        await Expect(page["#walk-ledger li"]).ToHaveCountAsync(8);
        await Expect(page["#walk-ledger"]).ToContainTextAsync("added");
        for (var step = 0; step < 4; step++)
            await page["#walk-next"].ClickAsync();
        await Expect(page["#walk-maps figure"]).ToHaveCountAsync(16);
        Assert.True(await page.EvaluateAsync<int>("#walk-maps", """
            maps => [...maps.querySelectorAll("canvas")].reduce((count, canvas) => count + canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
              .filter((_, i, all) => i % 4 === 0 && Math.abs(all[i] - all[i + 2]) > 30).length, 0)
            """) > 20, "no relevance in the feature maps");
        await page["#walk-ledger li:last-child button"].ClickAsync();
        await Expect(page["#walk-rule"]).ToContainTextAsync("has reached the pixels");
        await Expect(page["#walk-next"]).ToBeDisabledAsync();
    });
}
