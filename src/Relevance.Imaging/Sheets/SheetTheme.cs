namespace Relevance.Imaging;

/// <summary>Distances (in layout units, whole numbers so that everything lands on pixels) and line colours of a sheet.</summary>
internal static class SheetTheme
{
    internal const int Density = 2;
    internal const int Margin = 24;
    internal const int PanelGap = 6;
    internal const int ColumnGap = 22;
    internal const int RowGap = 16;
    internal const int BlockGap = 36;
    internal const int HeadingGap = 14;

    internal static readonly Rgb Frame = new(0xc4, 0xc9, 0xcf);
    internal static readonly Rgb Flag = new(0x9a, 0x1b, 0x1b);
}
