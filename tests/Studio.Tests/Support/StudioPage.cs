using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Studio.Tests.Support;

/// <summary>The page as a test uses it.</summary>
internal sealed class StudioPage
{
    private readonly ConcurrentQueue<string> faults = [];
    private readonly Uri address;

    private StudioPage(IPage page, Uri address, string visitor) => (Page, this.address, Visitor) = (page, address, visitor);

    internal IPage Page { get; }

    /// <summary>By what the server's requests are told from other pages'.</summary>
    internal string Visitor { get; }

    /// <summary>What no test may cause: errors, and requests of another host.</summary>
    internal IEnumerable<string> Faults => faults;

    /// <summary>Where the server's end is what a test is about, the browser reports what it could not load.</summary>
    internal bool ServerMayVanish { get; set; }

    internal ILocator this[string selector] => Page.Locator(selector);

    internal static async Task<StudioPage> OpenAsync(IBrowserContext context, Uri address, string visit)
    {
        var visitor = Guid.NewGuid().ToString();
        await context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [RequestWatch.Visitor] = visitor });
        var page = new StudioPage(await context.NewPageAsync(), address, visitor);
        page.Watch();
        await page.Page.AddInitScriptAsync(FetchWatch.Script);
        await page.GoAsync(new Uri(address, visit).ToString());
        return page;
    }

    /// <summary>Goes to an address and waits until the page has what it needs.</summary>
    internal async Task GoAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.WaitForSelectorAsync("body[data-ready]");
    }

    /// <summary>Opens one of the tabs, and looks at it: what nobody sees is not computed.</summary>
    internal async Task TabAsync(string name)
    {
        await this[$"#tab-{name}"].ClickAsync();
        await this[$"#panel-{name}"].EvaluateAsync("panel => panel.scrollIntoView()");
    }

    /// <summary>Draws a stroke with the mouse, through points in parts of the pad.</summary>
    internal Task DrawAsync(params (double X, double Y)[] points) => DrawAsync(() => Task.CompletedTask, points);

    /// <summary>Draws a stroke with the mouse, through points in parts of the pad, and pauses at each.</summary>
    internal async Task DrawAsync(Func<Task> pause, params (double X, double Y)[] points)
    {
        await this["#pad"].ScrollIntoViewIfNeededAsync();
        var box = (await this["#pad"].BoundingBoxAsync())!;
        (float, float) At((double X, double Y) point) => ((float)(box.X + point.X * box.Width), (float)(box.Y + point.Y * box.Height));
        var (x, y) = At(points[0]);
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        foreach (var point in points[1..])
        {
            (x, y) = At(point);
            await Page.Mouse.MoveAsync(x, y, new() { Steps = 3 });
            await pause();
        }
        await Page.Mouse.UpAsync();
    }

    /// <summary>Draws a 7 with the mouse, and waits until it is read as one.</summary>
    /// <param name="pause">What comes at each point of the stroke; null for nothing.</param>
    internal async Task DrawSevenAsync(Func<Task>? pause = null)
    {
        await DrawAsync(pause ?? (() => Task.CompletedTask), (0.28, 0.22), (0.5, 0.215), (0.73, 0.22), (0.66, 0.38), (0.56, 0.58), (0.47, 0.85));
        await Assertions.Expect(this["#example-hint"]).ToBeHiddenAsync();
        await SaysAsync("7");
        await SettledAsync();
    }

    /// <summary>Waits until the headline names that digit.</summary>
    internal Task SaysAsync(string digit) => Assertions.Expect(this["#says b"]).ToHaveTextAsync(digit);

    /// <summary>Waits until the page has what it has asked for, and asks for no more.</summary>
    internal Task SettledAsync() => Page.WaitForFunctionAsync(FetchWatch.Settled);

    /// <summary>Waits until the address, and the browser's storage with it, holds what is on the page.</summary>
    /// <remarks>The waiting is the page's: Playwright calls an asynchronous function once, and takes whatever it resolves to.</remarks>
    internal Task KeptAsync() => Page.EvaluateAsync("""
        async () => {
          const { link } = await import("/js/memory.js");
          while (await link() !== location.href) await new Promise(requestAnimationFrame);
        }
        """);

    /// <summary>How many requests the page has given up because newer ones made them useless.</summary>
    internal Task<int> GivenUpAsync() => Page.EvaluateAsync<int>(FetchWatch.GivenUp);

    /// <summary>The button that asks: why this class?</summary>
    internal ILocator Class(int digit) => this[$"#scores li:nth-child({digit + 1}) .why-class"];

    /// <summary>
    /// Presses and releases that button in one go: a press that lasts is another question, and on a busy machine each press of the mouse may last.
    /// </summary>
    internal Task AskAsync(int digit) => Class(digit).EvaluateAsync("""
        button => {
          for (const type of ["pointerdown", "pointerup"]) button.dispatchEvent(new PointerEvent(type, { bubbles: true }));
          button.click();
        }
        """);

    /// <summary>The button that asks: why not this class?</summary>
    internal ILocator Versus(int digit) => this[$"#scores li:nth-child({digit + 1}) .versus"];

    /// <summary>How many of a canvas's dots are not grey: what a heatmap shows.</summary>
    internal Task<int> ColoredAsync(string canvas) => EvaluateAsync<int>(canvas, """
        canvas => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4)
            if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 30) count++;
          return count;
        }
        """);

    /// <summary>A picture of a canvas as text: the same for the same picture.</summary>
    internal Task<string> PictureAsync(string canvas) => EvaluateAsync<string>(canvas, "canvas => canvas.toDataURL()");

    /// <summary>Waits until a canvas shows something else than before.</summary>
    internal async Task ChangedAsync(string canvas, string before)
    {
        await this[canvas].First.ElementHandleAsync();
        await Page.WaitForFunctionAsync("([selector, before]) => document.querySelector(selector).toDataURL() !== before", new[] { canvas, before });
    }

    /// <summary>Waits until a canvas shows what it did.</summary>
    internal Task ShowsAsync(string canvas, string picture) =>
        Page.WaitForFunctionAsync("([selector, picture]) => document.querySelector(selector).toDataURL() === picture", new[] { canvas, picture });

    internal Task<T> EvaluateAsync<T>(string selector, string script) => this[selector].First.EvaluateAsync<T>(script);

    /// <summary>Moves a slider as a user does: to a value, in one go.</summary>
    internal Task SlideAsync(string selector, double value) => this[selector].First.EvaluateAsync(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })); slider.dispatchEvent(new Event('change', { bubbles: true })); }", value);

    /// <summary>How many objects of a class of the page are still held by something.</summary>
    internal async Task<int> LiveAsync(string module, string name)
    {
        var devTools = await Page.Context.NewCDPSessionAsync(Page);
        async Task<JsonElement> SendAsync(string method, Dictionary<string, object> arguments) => (await devTools.SendAsync(method, arguments))!.Value;
        var prototype = await SendAsync("Runtime.evaluate", new() { ["expression"] = $"import('/js/{module}').then(m => m.{name}.prototype)", ["awaitPromise"] = true });
        await devTools.SendAsync("HeapProfiler.collectGarbage");
        var objects = await SendAsync("Runtime.queryObjects", new() { ["prototypeObjectId"] = prototype.GetProperty("result").GetProperty("objectId").GetString()! });
        var count = await SendAsync("Runtime.callFunctionOn", new()
        {
            ["functionDeclaration"] = "function() { return this.length; }",
            ["objectId"] = objects.GetProperty("objects").GetProperty("objectId").GetString()!,
            ["returnByValue"] = true,
        });
        await devTools.DetachAsync();
        return count.GetProperty("result").GetProperty("value").GetInt32();
    }

    private void Watch()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Canvas2D", StringComparison.Ordinal) && !(ServerMayVanish && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)))
                faults.Enqueue($"{message.Type}: {message.Text}");
        };
        Page.PageError += (_, error) => faults.Enqueue($"error: {error}");
        Page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != address.Authority)
                faults.Enqueue($"asks another host: {request.Url}");
        };
    }
}
