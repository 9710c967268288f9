using System.Text;

namespace Relevance.Tool.Console;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">What stands above it; the words are put one above the other where there is no room for them side by side.</param>
internal sealed record TextColumn(string Heading)
{
    /// <summary>Whether the cells end at the same place, as numbers do.</summary>
    internal bool IsRight { get; init; }

    /// <summary>Whether the cells may take several lines on a terminal; they are broken at blanks only, never at no-break spaces.</summary>
    internal bool Wraps { get; init; }

    /// <summary>Whether the column may be left out on a terminal that is too narrow.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>Whether the cells, such as names of files, may be shortened on a terminal when nothing else helps.</summary>
    internal bool Shortens { get; init; }

    /// <summary>A column of numbers.</summary>
    internal static TextColumn Number(string heading) => new(heading) { IsRight = true };
}

/// <summary>
/// A table as plain text that fits its terminal: where it is too wide, headings are stacked, cells that may are wrapped, optional columns are left out
/// with a note, gaps are narrowed, and last names are shortened, in this order. In a file or a pipe there are no wrapped rows and nothing is left out; headings are
/// stacked where the table would be wider than <see cref="Terminal.Width"/>; only a table of sentences is wrapped there too. No line ends with blanks.
/// </summary>
/// <param name="columns">The columns.</param>
internal sealed class TextTable(params IReadOnlyList<TextColumn> columns)
{
    /// <summary>A column of text is not wrapped to less, if it has the words to fill it.</summary>
    private const int NarrowestText = 14;

    /// <summary>A name is not shortened to less.</summary>
    private const int ShortestName = 8;

    /// <summary>How wide sentences are in a file or a pipe: people read them there, and often on a terminal after all.</summary>
    private const int WidthOfSentences = 80;

    private const char NoBreak = '\u00a0';

    private readonly List<IReadOnlyList<string>> rows = [];

    /// <summary>What stands above the table; null for nothing.</summary>
    internal string? Title { get; init; }

    /// <summary>Where to find what is left out, such as <c>--output FILE.json has them</c>.</summary>
    internal string? ElsewhereOfOptional { get; init; }

    /// <summary>Whether it holds sentences for people, which are wrapped in a file or a pipe too: no program reads them row by row.</summary>
    internal bool IsOfSentences { get; init; }

    /// <summary>Its width with headings stacked and nothing wrapped.</summary>
    internal int Width => new Layout(this, columns, Stacked(columns), 2).Width;

    /// <summary>Adds a row, a cell for each column.</summary>
    internal void AddRow(params IReadOnlyList<string> cells) => rows.Add(cells);

    /// <summary>Prints it.</summary>
    internal void Show(Terminal terminal)
    {
        var layout = Choose(terminal);
        terminal.Line();
        if (Title is not null)
            terminal.Line($"  {Title}");
        foreach (var line in layout.Lines())
            terminal.Line(line);
        string[] hidden = [.. columns.Except(layout.Columns).Select(column => column.Heading).Distinct()];
        if (hidden.Length > 0)
            terminal.Line($"  Not shown: {Readable.List(hidden)}{(ElsewhereOfOptional is null ? "" : $"; {ElsewhereOfOptional}")}.");
        terminal.Line();
    }

    private Layout Choose(Terminal terminal)
    {
        var (width, all) = (IsOfSentences && !terminal.IsInteractive ? WidthOfSentences : terminal.Width, columns);
        var natural = new Layout(this, all, [.. all.Index().Select(entry => Math.Max(entry.Item.Heading.Length, Cells(entry.Index)))], 2);
        var stacked = new Layout(this, all, Stacked(all), 2);
        if (natural.Width <= width || stacked.Width <= width || (!terminal.IsInteractive && !IsOfSentences))
            return natural.Width <= width ? natural : stacked;
        IReadOnlyList<TextColumn> needed = [.. all.Where(column => !column.IsOptional)];
        return Wrapped(all, width, 2) ?? Wrapped(needed, width, 2) ?? Wrapped(needed, width, 1) ?? Shortened(needed, width);
    }

    private int Cells(int column) => rows.Select(row => row[column].Length).DefaultIfEmpty(0).Max();

    private int[] Stacked(IReadOnlyList<TextColumn> shown) => [.. shown.Select(column => Math.Max(LongestWord(column.Heading), Cells(Place(column))))];

    /// <summary>Equal columns are different ones.</summary>
    private int Place(TextColumn column) => columns.Index().First(entry => ReferenceEquals(entry.Item, column)).Index;

    private Layout? Wrapped(IReadOnlyList<TextColumn> shown, int width, int gap)
    {
        var widths = Stacked(shown);
        var least = shown.Select((column, i) => column.Wraps
            ? Math.Max(LongestWord(column.Heading), Math.Max(rows.Select(row => LongestWord(row[Place(column)])).DefaultIfEmpty(0).Max(), Math.Min(NarrowestText, widths[i])))
            : widths[i]).ToArray();
        while (new Layout(this, shown, widths, gap).Width > width)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(i => widths[i] > least[i]).OrderByDescending(i => widths[i]).FirstOrDefault(-1);
            if (widest < 0)
                return null;
            widths[widest]--;
        }
        return new(this, shown, widths, gap);
    }

    private Layout Shortened(IReadOnlyList<TextColumn> shown, int width)
    {
        var widths = Stacked(shown);
        for (var i = 0; i < widths.Length; i++)
        {
            var excess = Math.Max(0, new Layout(this, shown, widths, 1).Width - width);
            if (shown[i].Shortens)
                widths[i] = Math.Min(widths[i], Math.Max(Math.Max(ShortestName, LongestWord(shown[i].Heading)), widths[i] - excess));
        }
        return new(this, shown, widths, 1);
    }

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }
        return lines;
    }

    /// <summary>The columns that are shown, and how wide they are.</summary>
    private sealed record Layout(TextTable Table, IReadOnlyList<TextColumn> Columns, int[] Widths, int Gap)
    {
        private int Indent => Gap == 1 ? 0 : 2;

        internal int Width => Indent + Widths.Sum() + Gap * (Widths.Length - 1);

        internal IEnumerable<string> Lines()
        {
            if (Columns.Any(column => column.Heading.Length > 0))
            {
                var headings = Columns.Select((column, i) => Wrap(column.Heading, Widths[i])).ToList();
                var height = headings.Max(lines => lines.Count);
                // What is stacked stands on the line below it.
                for (var y = 0; y < height; y++)
                    yield return Line(i => headings[i].ElementAtOrDefault(y - height + headings[i].Count) ?? "");
                yield return Line(i => new string('─', Widths[i]));
            }
            foreach (var row in Table.rows)
            {
                var cells = Columns.Select((column, i) => CellOf(column, row[Table.Place(column)], Widths[i])).ToList();
                for (var y = 0; y < cells.Max(lines => lines.Count); y++)
                    yield return Line(i => cells[i].ElementAtOrDefault(y) ?? "");
            }
        }

        private static List<string> CellOf(TextColumn column, string text, int width) =>
            text.Length <= width ? [text] : column.Wraps ? Wrap(text, width) : [$"…{text[^(width - 1)..]}"];

        private string Line(Func<int, string> cell)
        {
            var line = new StringBuilder().Append(' ', Indent);
            for (var i = 0; i < Widths.Length; i++)
                line.Append(i == 0 ? "" : new string(' ', Gap)).Append(Columns[i].IsRight ? cell(i).PadLeft(Widths[i]) : cell(i).PadRight(Widths[i]));
            return line.Replace(NoBreak, ' ').ToString().TrimEnd();
        }
    }
}
