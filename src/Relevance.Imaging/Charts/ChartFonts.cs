using ScottPlot;
using SkiaSharp;

namespace Relevance.Imaging;

/// <summary>Gives ScottPlot the embedded font: it looks typefaces up by name in a list of resolvers that is global to the process.</summary>
internal sealed class ChartFonts : IFontResolver
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        Fonts.FontResolvers.Insert(0, new ChartFonts());
        return true;
    });

    /// <summary>Makes the embedded font known, once; other fonts still resolve as before.</summary>
    internal static void Register() => _ = Registered.Value;

    // ScottPlot disposes nothing that a resolver returns, so the shared typefaces may be handed out.
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != Typefaces.Family ? null : bold ? Typefaces.Bold : Typefaces.Regular;
}
