using Microsoft.Playwright;

namespace Studio.Tests.Support;

/// <summary>Finds a browser: the one that a variable names, the system's, Playwright's own.</summary>
internal static class Browsers
{
    internal const string Variable = "STUDIO_BROWSER";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Starts it without a window.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    internal static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Find(playwright),
        Timeout = (float)Patience.Limit.TotalMilliseconds,
        Args =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-gpu-compositing", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        ],
    });

    private static string Find(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"The variable {Variable} names {named}, which does not exist.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).Concat(Places).Append(playwright.Chromium.ExecutablePath)
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"The tests of the page need Chromium or Chrome: on Debian and Ubuntu 'apt-get install chromium', elsewhere install Chrome, or set {Variable} to a browser's path.");
    }
}
