using Microsoft.Playwright;
using Studio.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>What is seen at once, on a phone, a laptop and a projector.</summary>
public sealed class ScreenTests(Support.Studio studio)
{
    [Fact]
    public Task On_a_phone_strokes_and_reasons_are_seen_together_while_drawing() => studio.OnPageAsync(async page =>
    {
        var before = await page.PictureAsync("#glance-map");
        await page.DrawAsync(
            async () =>
            {
                // The pen is still down.
                await page.ChangedAsync("#glance-map", before);
                before = await page.PictureAsync("#glance-map");
                Assert.True(await InViewAsync(page, "#pad"), "the pad is cut");
                Assert.True(await InViewAsync(page, "#glance-map"), "the small heatmap is cut");
            },
            (0.28, 0.22), (0.73, 0.22), (0.47, 0.85));
        await page.SaysAsync("7");
        await page.SettledAsync();
        Assert.True(await page.ColoredAsync("#glance-map") > 5_000, "the small heatmap is empty");
        Assert.Equal(await page.PictureAsync("#heatmap"), await page.PictureAsync("#glance-map"));
        await Expect(page["#glance-title"]).ToHaveTextAsync("Why 7?");
        await page["#glance"].ClickAsync();
        Assert.True(await InViewAsync(page, "#heatmap"), "the large heatmap is cut");
    }, options => Phone(options));

    [Fact]
    public Task On_a_phone_no_row_of_the_rules_is_cut() => studio.OnPageAsync(async page =>
    {
        await page.TabAsync("rules");
        await page["select[aria-label='Rule of layer 3']"].SelectOptionAsync("alpha-beta");
        await page.SettledAsync();
        Assert.True(await page.EvaluateAsync<bool>("#rules", """
            rules => [...rules.querySelectorAll(".scroll, .plan, .plan tbody *")]
              .every(part => part.getBoundingClientRect().right <= innerWidth && part.scrollWidth <= part.offsetWidth)
            """));
        // Laid out as blocks, it is still a table for who cannot see it.
        await Expect(page.Page.GetByRole(AriaRole.Table)).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(7);
    }, options => Phone(options));

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(1440, 900)]
    [InlineData(1920, 1080)]
    public Task On_a_laptop_everything_down_to_the_tabs_is_seen_without_scrolling(int width, int height) => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.Page.EvaluateAsync("() => scrollTo(0, 0)");
        foreach (var part in new[] { "#says", "#pad", "#scores li:last-child", "#heatmap", "#method", "#tab-compare", "#tab-share" })
            Assert.True(await InViewAsync(page, part), $"{part} is cut");
        await Expect(page["#glance"]).ToBeHiddenAsync();
    }, options => new(options) { ViewportSize = new() { Width = width, Height = height } });

    [Fact]
    public Task On_a_projector_the_type_grows_with_the_window()
    {
        var sizes = new List<double>();
        return studio.OnPageAsync(async page =>
        {
            foreach (var (width, height) in new[] { (1280, 800), (1920, 1080), (2560, 1440) })
            {
                await page.Page.SetViewportSizeAsync(width, height);
                sizes.Add(await page.Page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.documentElement).fontSize)"));
                // The margins do not grow instead.
                Assert.True(await page.EvaluateAsync<double>(".stage", "stage => stage.offsetWidth / innerWidth") > 0.85);
            }
            // 2 % of the height, or less where the window is narrow.
            Assert.Equal([16, 21.6, 28.8], sizes.Select(size => Math.Round(size, 2)));
        });
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 680)]
    [InlineData(1280, 800)]
    [InlineData(1920, 1080)]
    public Task The_tour_covers_no_row_of_the_scores(int width, int height) => studio.OnPageAsync(async page =>
    {
        await page["#tour-invite"].ClickAsync();
        await page["#tour-next"].ClickAsync();
        await page["#tour-next"].ClickAsync();
        await Expect(page["#tour-title"]).ToHaveTextAsync("Ten scores");
        await page.SettledAsync();
        await page.Page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        Assert.True(await page.EvaluateAsync<bool>("#tour", """
            tour => {
              const over = tour.getBoundingClientRect();
              return [...document.querySelectorAll("#scores li")].map(row => row.getBoundingClientRect()).every(row =>
                row.top >= 0 && row.bottom <= innerHeight && (row.bottom <= over.top || row.top >= over.bottom || row.right <= over.left || row.left >= over.right));
            }
            """));
    }, options => new(options) { ViewportSize = new() { Width = width, Height = height } });

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    [InlineData(1920)]
    public Task No_methods_name_is_cut(int width) => studio.OnPageAsync(async page =>
    {
        await page.TabAsync("compare");
        await page.SettledAsync();
        await Expect(page["#compare-cards .picked"].First).ToHaveTextAsync("Layer-wise relevance propagation");
        foreach (var name in await page[".picked"].AllAsync())
        {
            var isWhole = await name.EvaluateAsync<bool>("name => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight");
            Assert.True(isWhole, await name.TextContentAsync());
        }
    }, options => new(options) { ViewportSize = new() { Width = width, Height = 800 } });

    private static BrowserNewContextOptions Phone(BrowserNewContextOptions options) =>
        new(options) { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 390, Height = 844 } };

    private static Task<bool> InViewAsync(StudioPage page, string selector) => page.EvaluateAsync<bool>(selector, """
        part => {
          const { top, bottom, left, right } = part.getBoundingClientRect();
          return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth && bottom > top;
        }
        """);
}
