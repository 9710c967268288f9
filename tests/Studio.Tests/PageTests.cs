using Studio.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>The page for everyone: narrow screens, the keyboard alone, the tour, a server that goes away.</summary>
public sealed class PageTests(Support.Studio studio)
{
    private static readonly string[] Tabs = ["compare", "rules", "walk", "test", "around", "share"];

    [Theory]
    [InlineData(360)]
    [InlineData(800)]
    [InlineData(1920)]
    public Task Nothing_sticks_out_of_a_screen_of_any_width(int width) => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        foreach (var tab in Tabs)
        {
            await page.TabAsync(tab);
            await page.SettledAsync();
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
        await page["#pick"].ClickAsync();
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }, options => new(options) { ViewportSize = new() { Width = width, Height = 740 } });

    [Fact]
    public Task A_finger_draws() => studio.OnPageAsync(async page =>
    {
        var box = (await page["#pad"].BoundingBoxAsync())!;
        await page.Page.Touchscreen.TapAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await Expect(page["#example-hint"]).ToBeHiddenAsync();
        await Expect(page["#undo"]).ToBeEnabledAsync();
        Assert.Equal(255, await page.EvaluateAsync<int>("#pad", "pad => pad.getContext('2d').getImageData(280, 280, 1, 1).data[3]"));
    }, options => new(options) { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 390, Height = 800 } });

    [Fact]
    public Task The_keyboard_alone_draws_asks_and_looks_closer() => studio.OnPageAsync(async page =>
    {
        var keys = page.Page.Keyboard;
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter"); // "Skip to the drawing pad"
        await Expect(page["#pad"]).ToBeFocusedAsync();
        await keys.PressAsync("Space");
        foreach (var (key, times) in new[] { ("ArrowRight", 12), ("ArrowDown", 2) })
        {
            for (var i = 0; i < times; i++)
                await keys.PressAsync(key);
        }
        for (var i = 0; i < 7; i++)
        {
            await keys.PressAsync("ArrowLeft");
            await keys.PressAsync("ArrowDown");
            await keys.PressAsync("ArrowDown");
        }
        await Expect(page["#pad-state"]).ToHaveTextAsync("Pen down");
        await keys.PressAsync("Space");
        await Expect(page["#pad-state"]).ToHaveTextAsync("Pen up");
        await page.SaysAsync("7");
        async Task TabToAsync(string selector)
        {
            for (var i = 0; i < 80 && !await page.EvaluateAsync<bool>(selector, "element => element === document.activeElement"); i++)
                await keys.PressAsync("Tab");
            await Expect(page[selector]).ToBeFocusedAsync();
            Assert.NotEqual("none", await page.EvaluateAsync<string>(selector, "element => getComputedStyle(element).outlineStyle"));
        }
        await TabToAsync("#scores li:nth-child(10) .versus");
        await keys.PressAsync("Enter");
        await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 9?");
        await TabToAsync("#heatmap");
        await keys.PressAsync("ArrowUp");
        await Expect(page["#readout"]).ToContainTextAsync("rank");
        await TabToAsync("#tab-compare");
        await keys.PressAsync("ArrowRight");
        await Expect(page["#panel-rules"]).ToBeVisibleAsync();
    });

    [Fact]
    public Task The_tour_leads_through_the_page_and_holds_the_focus() => studio.OnPageAsync(async page =>
    {
        await page["#tour-invite"].ClickAsync();
        await Expect(page["#tour-count"]).ToHaveTextAsync("1 of 7");
        for (var step = 2; step <= 7; step++)
        {
            for (var i = 0; i < 4; i++)
            {
                await page.Page.Keyboard.PressAsync("Tab");
                Assert.True(await page.Page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.querySelector('#tour').contains(document.activeElement)"));
            }
            await page["#tour-next"].ClickAsync();
            await Expect(page["#tour-count"]).ToHaveTextAsync($"{step} of 7");
            if (step == 5)
                await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 9?");
            if (step == 6)
                await Expect(page["#delete-chart svg"]).ToBeVisibleAsync();
        }
        await page["#tour-next"].ClickAsync();
        await Expect(page["#tour"]).ToBeHiddenAsync();
        await Expect(page["#pad"]).ToBeFocusedAsync();
        await Expect(page["#pad-hint"]).ToBeVisibleAsync();

        await page.DrawSevenAsync();
        var seven = await page.PictureAsync("#pad");
        await page["#tour-start"].ClickAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page["#tour"]).ToBeHiddenAsync();
        await page.SaysAsync("7");
        await page["#pad"].EvaluateAsync("pad => pad.blur()"); // with the focus it shows its cursor
        await page.ShowsAsync("#pad", seven);
    });

    [Fact]
    public async Task A_server_that_dies_and_comes_back_costs_nothing()
    {
        var mortal = await Server.StartAsync();
        try
        {
            await studio.OnPageAsync(async page =>
            {
                page.ServerMayVanish = true;
                await page.DrawAsync((0.5, 0.2), (0.5, 0.8));
                await page.SaysAsync("1");
                await mortal.DisposeAsync();
                await page["#clear"].ClickAsync();
                await page.DrawAsync((0.28, 0.22), (0.73, 0.22), (0.47, 0.85));
                await Expect(page["#gone"]).ToBeVisibleAsync();
                var drawn = await page.PictureAsync("#pad");
                mortal = await Server.StartAsync(mortal.Address.Port);
                // In the page, not with the mouse: it may have found the server by itself meanwhile, and then the button is hidden.
                await page["#retry"].DispatchEventAsync("click");
                await Expect(page["#gone"]).ToBeHiddenAsync();
                await page.SaysAsync("7");
                Assert.Equal(drawn, await page.PictureAsync("#pad"));
                Assert.True(await page.ColoredAsync("#heatmap") > 5_000);
            }, other: mortal);
        }
        finally
        {
            await mortal.DisposeAsync();
        }
    }
}
