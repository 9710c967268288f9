using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Benchmarks;

/// <summary>Prints measurements.</summary>
internal static class BenchView
{
    private const int Width = 56;

    internal static void ShowSeconds(SpeedMeasurement measurement, Terminal terminal)
    {
        var speed = measurement.Images > 1 ? $"{measurement.Images / measurement.Best,12:N0} images/s" : "";
        terminal.Line($"{measurement.What,-Width} {Readable.Seconds(measurement.Best),10}{speed}");
    }

    internal static void ShowRatio(string what, double ratio, Terminal terminal) => terminal.Line($"{"  " + what,-Width} {ratio,10:F2}");

    internal static void Show(MachineLimits limits, Terminal terminal)
    {
        terminal.Line($"{$"the machine at best, {limits.Threads} {(limits.Threads == 1 ? "thread" : "threads")}, {limits.VectorBits}-bit vectors",-Width} " +
            $"{limits.MultiplyAddsPerSecond / 1e9,6:F0} billion multiply-adds/s");
        foreach (var (layer, perSecond) in limits.Layers)
            terminal.Line($"{$"  the engine, {layer}",-Width} {perSecond / 1e9,6:F0} {perSecond / limits.MultiplyAddsPerSecond,7:P0}");
    }

    internal static void ShowMemory(int images, int batchSize, long bytes, Terminal terminal) =>
        terminal.Line($"{$"peak memory, lrp of {images:N0} images, --batch-size {batchSize}",-Width} {bytes / 1024.0 / 1024:N0} MiB");

    /// <summary>Images per second and the number of passes through the network that would take as long.</summary>
    internal static void Show(MethodTable methods, Terminal terminal)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new($"methods with their defaults, {methods.Gradient.Batch:N0} images at once") };
        table.AddColumns(new TableColumn(""), Right("images/s"), Right("times forward"), Right("times gradient"));
        foreach (var method in methods.Methods.Prepend(methods.Gradient).Prepend(methods.Forward))
        {
            table.AddRow(
                Markup.Escape(method.What), $"{1e6 / method.MicrosecondsPerImage:N1}", $"{method.Ratio(methods.Forward):N1}", $"{method.Ratio(methods.Gradient):N2}");
        }
        terminal.Out.Write(table);
        foreach (var (what, ratio) in methods.Bounds)
            ShowRatio(what, ratio, terminal);

        static TableColumn Right(string title) => new(title) { Alignment = Justify.Right };
    }

    /// <summary>Microseconds per image, a column for each number of images, and last the ratio to autograd, each at its best.</summary>
    internal static void Show(IReadOnlyList<SpeedTable> tables, Terminal terminal)
    {
        var threads = tables[0].Gradient.Threads;
        var table = new Table { Border = TableBorder.Simple, Title = new($"microseconds per image, {threads} {(threads == 1 ? "thread" : "threads")}; images at once:") };
        table.AddColumn("");
        foreach (var each in tables)
            table.AddColumn(new TableColumn($"{each.Gradient.Batch:N0}") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("times gradient") { Alignment = Justify.Right });
        var gradient = tables.MinBy(each => each.Gradient.MicrosecondsPerImage)!.Gradient;
        for (var i = 0; i < tables[0].Measurements.Count; i++)
        {
            var row = tables.Select(each => each.Measurements[i]).ToList();
            var what = row.FirstOrDefault(m => m.What.EndsWith(')')) ?? row[0];
            table.AddRow([
                Markup.Escape(what.What),
                .. row.Select(m => $"{m.MicrosecondsPerImage:N1}"),
                $"{row.MinBy(m => m.MicrosecondsPerImage)!.Ratio(gradient):F2}"]);
        }
        terminal.Out.Write(table);
        terminal.Line($"times gradient: fastest here, times the fastest right gradient by autograd ({gradient.What}, {gradient.Batch:N0} images at once).");
        terminal.Line();
    }
}
