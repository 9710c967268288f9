using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>
/// The embedded font, DejaVu Sans, so that a figure looks the same on every machine, also on one without any fonts. The typefaces live
/// as long as the process; Skia allows their use from several threads.
/// </summary>
internal static class Typefaces
{
    internal const string Family = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> LazyRegular = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> LazyBold = new(() => Load("DejaVuSans-Bold.ttf"));

    internal static SKTypeface Regular => LazyRegular.Value;

    internal static SKTypeface Bold => LazyBold.Value;

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream(name)!;
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"Skia could not read the embedded font {name}.");
    }
}
