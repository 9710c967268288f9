using Microsoft.Playwright;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance.Studio.Hosting;

namespace Studio.Tests.Support;

/// <summary>One server and one browser for all tests.</summary>
public sealed class Studio : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private StudioServer server = null!;

    /// <summary>Where the server listens.</summary>
    internal Uri Address => server.Address;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // In this process, where a test can see what is asked; and as patient as the tests are.
        var starting = StudioServer.StartAsync(DigitStudio.Of(DigitModel.Load(null)), new() { Url = "http://127.0.0.1:0", Limits = new() { Time = Patience.Limit } });
        playwright = await Playwright.CreateAsync();
        browser = await Browsers.LaunchAsync(playwright);
        server = await starting;
        Assertions.SetDefaultExpectTimeout((float)Patience.Limit.TotalMilliseconds);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await server.DisposeAsync();
    }

    /// <summary>
    /// Opens the page in a browser that has never seen it, lets a test act, and checks what holds for every test: no fault in the console, nothing asked of
    /// another host.
    /// </summary>
    internal async Task OnPageAsync(
        Func<StudioPage, Task> act, Func<BrowserNewContextOptions, BrowserNewContextOptions>? with = null, Server? other = null, string visit = "")
    {
        var options = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            ColorScheme = ColorScheme.Light,
            Permissions = ["clipboard-read", "clipboard-write"],
        };
        await using var context = await browser.NewContextAsync(with?.Invoke(options) ?? options);
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        var page = await StudioPage.OpenAsync(context, other?.Address ?? Address, visit);
        await act(page);
        Assert.Empty(page.Faults);
    }
}
