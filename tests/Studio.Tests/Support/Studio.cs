using Microsoft.Playwright;

namespace Studio.Tests.Support;

/// <summary>One server and one browser for all tests.</summary>
public sealed class Studio : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private Server server = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var starting = Server.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await Browsers.LaunchAsync(playwright);
        server = await starting;
        // A machine that does much else at once is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
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
        context.SetDefaultTimeout(20_000);
        var page = await StudioPage.OpenAsync(context, (other ?? server).Address, visit);
        await act(page);
        Assert.Empty(page.Faults);
    }
}
