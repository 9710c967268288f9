namespace Studio.Tests;

/// <summary>The picture of the page in the README.</summary>
public sealed class PictureTests(Support.Studio studio)
{
    /// <summary>Names the file that the picture is written to: <c>STUDIO_PICTURE=docs/images/studio.png ./test --filter-class '*PictureTests'</c>.</summary>
    private const string Variable = "STUDIO_PICTURE";

    [Fact]
    public Task The_page_has_its_picture_taken() => studio.OnPageAsync(async page =>
    {
        await page.DrawSevenAsync();
        await page["#pad"].EvaluateAsync("pad => pad.blur()");
        await page.Page.Mouse.MoveAsync(2, 2);
        var picture = await page.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 1280, Height = 1010 } });
        Assert.True(picture.Length > 20_000);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
            await File.WriteAllBytesAsync(path, picture, TestContext.Current.CancellationToken);
    }, options => new(options) { DeviceScaleFactor = 2, ViewportSize = new() { Width = 1280, Height = 1010 } });
}
