using Microsoft.Playwright;
using Studio.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Studio.Tests;

/// <summary>How an image comes onto the pad.</summary>
public sealed class DrawingTests(Support.Studio studio)
{
    [Fact]
    public Task A_seven_drawn_with_the_mouse_is_read_and_explained() => studio.OnPageAsync(async page =>
    {
        await page.TabAsync("share"); // a tab that asks for nothing
        await page.SettledAsync(); // what began before is none of the drawing's
        using var requests = new RequestWatch(page, "/api/explain");
        var asked = 0;
        await page.DrawSevenAsync(async () =>
        {
            // The pen is still down.
            await Patience.UntilAsync("a request about what is drawn so far", () => requests.Asked > asked);
            asked = requests.Asked;
        });

        Assert.True(await page.ColoredAsync("#heatmap") > 20_000, "the heatmap is empty");
        await Expect(page["#because"]).ToContainTextAsync("Most evidence for 7 lies");
        await Expect(page["#spoken"]).ToContainTextAsync("The network says 7,");
        await Expect(page["#latency"]).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+ ms$"));
        await Expect(page["#example-hint"]).ToBeHiddenAsync();
        await Expect(page["#scores li.predicted .share"]).ToContainTextAsync("%");
        // One at a time: another one comes only after the last was answered or, on a slow machine, given up; that the server may hear later.
        Assert.InRange(requests.Overtaken, 0, await page.GivenUpAsync());
    });

    [Fact]
    public Task Strokes_are_undone_redone_erased_and_cleared() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        var seven = await page.PictureAsync("#pad");
        await page.DrawAsync((0.2, 0.9), (0.8, 0.9));
        var more = await page.PictureAsync("#pad");
        await page["#undo"].ClickAsync();
        Assert.Equal(seven, await page.PictureAsync("#pad"));
        await page.Page.Keyboard.PressAsync("Control+y");
        Assert.Equal(more, await page.PictureAsync("#pad"));
        await page.Page.Keyboard.PressAsync("Control+z");

        await page.SlideAsync("#brush", 16);
        await page["#erase"].ClickAsync();
        await Expect(page["#erase"]).ToHaveAttributeAsync("aria-pressed", "true");
        await page.DrawAsync((0.28, 0.22), (0.73, 0.22));
        var ink = await page.EvaluateAsync<int>("#pad", "pad => pad.getContext('2d').getImageData(280, 123, 1, 1).data[3]");
        Assert.Equal(0, ink);
        await page["#clear"].ClickAsync();
        await Expect(page["#pad-hint"]).ToBeVisibleAsync();
        await Expect(page["#says"]).ToHaveTextAsync("Draw a digit and see why.");
        await Expect(page["#heatmap-empty"]).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_pen_draws_and_its_other_end_erases() => studio.OnPageAsync(async page =>
    {
        Task StrokeAsync(int button) => page["#pad"].EvaluateAsync("""
            (pad, button) => {
              const box = pad.getBoundingClientRect();
              const send = (type, x) => pad.dispatchEvent(new PointerEvent(type, {
                pointerId: 7, pointerType: "pen", button, buttons: button === 5 ? 32 : 1, clientX: box.x + x * box.width, clientY: box.y + 0.5 * box.height, bubbles: true, cancelable: true,
              }));
              send("pointerdown", 0.2);
              for (let x = 0.2; x <= 0.8; x += 0.02) send("pointermove", x);
              send("pointerup", 0.8);
            }
            """, button);
        Task<int> InkAsync() => page.EvaluateAsync<int>("#pad", "pad => pad.getContext('2d').getImageData(280, 280, 1, 1).data[3]");
        await StrokeAsync(0);
        Assert.Equal(255, await InkAsync());
        await StrokeAsync(5);
        Assert.Equal(0, await InkAsync());
    });

    [Fact]
    public Task Eraser_brush_and_clear_have_keys() => studio.OnPageAsync(async page =>
    {
        await page["#pad"].FocusAsync();
        var brush = int.Parse(await page["#brush"].InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await page.Page.Keyboard.PressAsync("]");
        await Expect(page["#brush"]).ToHaveValueAsync($"{brush + 1}");
        await page.Page.Keyboard.PressAsync("[");
        await Expect(page["#brush"]).ToHaveValueAsync($"{brush}");
        await page.Page.Keyboard.PressAsync("e");
        await Expect(page["#erase"]).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Page.Keyboard.PressAsync("Delete");
        await Expect(page["#pad-hint"]).ToBeVisibleAsync();
        await Expect(page["#erase"]).ToHaveAttributeAsync("aria-pressed", "false");
    });

    [Fact]
    public Task A_wider_brush_gives_more_ink() => studio.OnPageAsync(async page =>
    {
        async Task<int> InkAsync(int brush)
        {
            await page["#clear"].ClickAsync();
            await page.SlideAsync("#brush", brush);
            await page.DrawAsync((0.5, 0.2), (0.5, 0.8));
            return await page.EvaluateAsync<int>("#pad", "pad => pad.getContext('2d').getImageData(0, 0, pad.width, pad.height).data.filter((v, i) => i % 4 === 3 && v > 127).length");
        }
        var thin = await InkAsync(4);
        Assert.InRange(await InkAsync(12), 2.5 * thin, 4 * thin);
    });

    [Theory]
    [InlineData("upload")]
    [InlineData("paste")]
    [InlineData("drop")]
    public Task An_image_from_elsewhere_is_read(string way) => studio.OnPageAsync(async page =>
    {
        // A photograph, so to speak: a dark 1 on light paper, small and off the middle.
        const string Photograph = """
            const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 }), c = canvas.getContext("2d");
            c.fillStyle = "#ded8c8"; c.fillRect(0, 0, 300, 200); c.fillStyle = "#223"; c.fillRect(60, 30, 14, 110);
            """;
        if (way == "upload")
        {
            var url = await page.Page.EvaluateAsync<string>($"() => {{ {Photograph} return canvas.toDataURL(); }}");
            await page["#file"].SetInputFilesAsync(new FilePayload { Name = "one.png", MimeType = "image/png", Buffer = Convert.FromBase64String(url.Split(',')[1]) });
        }
        else
        {
            await page.Page.EvaluateAsync($$"""
                async way => {
                  {{Photograph}}
                  const data = new DataTransfer();
                  data.items.add(new File([await new Promise(done => canvas.toBlob(done))], "one.png", { type: "image/png" }));
                  document.body.dispatchEvent(way === "paste"
                    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
                    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
                }
                """, way);
        }
        await page.SaysAsync("1");
        Assert.True(await page.ColoredAsync("#heatmap") > 5_000);
    });

    [Fact]
    public Task A_file_that_is_no_image_is_refused_in_words() => studio.OnPageAsync(async page =>
    {
        await page["#file"].SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        await Expect(page["#notice"]).ToContainTextAsync("notes.txt is not an image");
        await page.SaysAsync("7"); // what was there stays
    });

    [Fact]
    public Task A_test_digit_is_picked_by_class_mistake_and_confidence() => studio.OnPageAsync(async page =>
    {
        await page["#pick"].ClickAsync();
        await Expect(page["#digits-count"]).ToHaveTextAsync("100 of 100 test digits");
        await page["#digits-label button >> text=\"3\""].ClickAsync();
        await Expect(page["#digits-count"]).ToHaveTextAsync("10 of 100 test digits");
        await page["#digits-label button >> text=All"].ClickAsync();
        await page["#digits-kind button >> text=Misread"].ClickAsync();
        await Expect(page["#digits-list .thumb.wrong"].First).ToContainTextAsync("read as");
        Assert.Equal(await page["#digits-list li"].CountAsync(), await page["#digits-list .thumb.wrong"].CountAsync());
        await page["#digits-kind button >> text=All"].ClickAsync();
        await page["#digits-order"].SelectOptionAsync("unsure");
        await page["#digits-list .thumb"].First.ClickAsync();
        await Expect(page["#digits"]).ToBeHiddenAsync();
        await Expect(page["#prepare-note"]).ToBeVisibleAsync();
        await page["#first-digits button"].Nth(2).ClickAsync();
        await page.SaysAsync("2");
    });
}
