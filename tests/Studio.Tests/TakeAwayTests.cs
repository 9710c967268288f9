using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>What a user can keep.</summary>
public sealed class TakeAwayTests(Support.Studio studio)
{
    [Fact]
    public async Task A_link_restores_everything()
    {
        string link = "", pad = "";
        await studio.OnPageAsync(async page =>
        {
            await page.DrawSevenAsync();
            await page.Versus(9).ClickAsync();
            await page["#method"].SelectOptionAsync("integrated-gradients");
            await page.TabAsync("walk");
            await page["#theme"].ClickAsync();
            await page["#share-top"].ClickAsync();
            await Expect(page["#notice"]).ToContainTextAsync("The link is on the clipboard");
            link = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
            pad = await page.PictureAsync("#pad");
        });
        await studio.OnPageAsync(async page =>
        {
            await page.SaysAsync("7");
            await Expect(page["#why-title"]).ToHaveTextAsync("Why 7 and not 9?");
            await Expect(page["#method"]).ToHaveValueAsync("integrated-gradients");
            await Expect(page["#tab-walk"]).ToHaveAttributeAsync("aria-selected", "true");
            await Expect(page["html"]).ToHaveAttributeAsync("data-theme", "dark");
            Assert.Equal(pad, await page.PictureAsync("#pad"));
        }, visit: link);
    }

    [Fact]
    public Task A_reload_forgets_nothing() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("rules");
        var pad = await page.PictureAsync("#pad");
        await page.SettledAsync();
        // What stands in the address stands in the browser's storage, too.
        await page.KeptAsync();
        await page.GoAsync(page.Page.Url.Split('#')[0]);
        await page.SaysAsync("7");
        Assert.Equal(pad, await page.PictureAsync("#pad"));
        await Expect(page["#tab-rules"]).ToHaveAttributeAsync("aria-selected", "true");
    });

    [Fact]
    public Task What_was_kept_first_and_took_longest_does_not_come_back() => studio.OnPageAsync(async page =>
    {
        await page.SettledAsync();
        // The next thing to be compressed waits until it is let go.
        await page.Page.EvaluateAsync("""
            () => {
              const { arrayBuffer } = Response.prototype;
              window.held = new Promise(begun => {
                Response.prototype.arrayBuffer = async function() {
                  Response.prototype.arrayBuffer = arrayBuffer;
                  const bytes = await arrayBuffer.call(this);
                  begun();
                  await new Promise(letGo => { window.letGo = letGo; });
                  return bytes;
                };
              });
            }
            """);
        await page.DrawAsync((0.3, 0.2), (0.3, 0.8));
        await page.Page.EvaluateAsync("() => window.held");
        await page.DrawAsync((0.7, 0.2), (0.7, 0.8));
        await page.KeptAsync();
        var link = page.Page.Url;
        await page.Page.EvaluateAsync("async () => { window.letGo(); await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); }");
        Assert.Equal(link, page.Page.Url);
    });

    [Fact]
    public Task A_broken_link_opens_a_fresh_page() => studio.OnPageAsync(page => page.SaysAsync("7"), visit: "#bm90aGluZw");

    [Fact]
    public Task Picture_numbers_and_a_page_are_saved() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.SettledAsync();
        await page.TabAsync("share");
        async Task<byte[]> SaveAsync(string kind, string name)
        {
            var download = await page.Page.RunAndWaitForDownloadAsync(() => page[$"#save-{kind}"].ClickAsync());
            Assert.Equal(name, download.SuggestedFilename);
            await using var stream = await download.CreateReadStreamAsync();
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, TestContext.Current.CancellationToken);
            return memory.ToArray();
        }
        var png = await SaveAsync("png", "why-7.png");
        Assert.Equal("PNG"u8.ToArray(), png[1..4]);
        Assert.True(png.Length > 5_000);

        using var json = JsonDocument.Parse(await SaveAsync("json", "why-7.json"));
        Assert.Equal(7, json.RootElement.GetProperty("predicted").GetInt32());
        Assert.Equal(784, json.RootElement.GetProperty("image").GetArrayLength());
        Assert.Equal(784, json.RootElement.GetProperty("explanations")[0].GetProperty("relevance").GetArrayLength());

        using var digit = SkiaSharp.SKBitmap.Decode(await SaveAsync("digit", "digit.png"));
        Assert.Equal((28, 28), (digit.Width, digit.Height));
        Assert.Equal(
            json.RootElement.GetProperty("image").EnumerateArray().Select(value => (byte)Math.Round(255 * value.GetDouble())),
            Enumerable.Range(0, 784).Select(pixel => digit.GetPixel(pixel % 28, pixel / 28).Red));

        var html = System.Text.Encoding.UTF8.GetString(await SaveAsync("html", "why-7.html"));
        Assert.DoesNotContain("http://", html.Replace(page.Page.Url, ""));
        var saved = await page.Page.Context.NewPageAsync();
        await saved.RouteAsync("**/*", route => route.AbortAsync());
        await saved.SetContentAsync(html);
        await Expect(saved.Locator("h1")).ToContainTextAsync("The network says 7");
        Assert.True(await saved.Locator("img").CountAsync() >= 5);
        Assert.True(await saved.Locator("img").First.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
    });

    [Fact]
    public Task The_command_line_and_the_code_that_do_the_same_can_be_copied() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page.TabAsync("share");
        await Expect(page["#command"]).ToContainTextAsync("explain");
        await Expect(page["#csharp"]).ToContainTextAsync("Network");
        await page["#copy-command"].ClickAsync();
        await Expect(page["#notice"]).ToContainTextAsync("command line");
        Assert.Equal(await page["#command"].TextContentAsync(), await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    });
}
