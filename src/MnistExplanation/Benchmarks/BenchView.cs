using Relevance.Tool.Console;

namespace MnistExplanation.Benchmarks;

/// <summary>Prints measurements.</summary>
internal static class BenchView
{
    /// <summary>What a line says takes so much, its number ten: with what follows it no line is longer than 80.</summary>
    private const int Width = 50, WidthOfRatios = Width + 4;

    internal static void ShowSeconds(SpeedMeasurement measurement, Terminal terminal)
    {
        var speed = measurement.Images > 1 ? $"{measurement.Images / measurement.Best,10:N0} images/s" : "";
        terminal.Line($"{measurement.What,-Width} {Readable.Seconds(measurement.Best),10}{speed}");
    }

    internal static void ShowRatio(string what, double ratio, Terminal terminal) => terminal.Line($"{"  " + what,-WidthOfRatios} {ratio,6:F2}");

    internal static void Show(MachineLimits limits, Terminal terminal)
    {
        terminal.Line($"{$"the machine at best, {limits.Threads} {(limits.Threads == 1 ? "thread" : "threads")}, {limits.VectorBits}-bit vectors",-Width} " +
            $"{limits.MultiplyAddsPerSecond / 1e9,5:F0} billion multiply-adds/s");
        foreach (var (layer, perSecond) in limits.Layers)
            terminal.Line($"{$"  the engine, {layer}",-Width} {perSecond / 1e9,5:F0} {perSecond / limits.MultiplyAddsPerSecond,7:P0}");
    }

    internal static void ShowMemory(int images, int batchSize, long bytes, Terminal terminal) =>
        terminal.Line($"{$"peak memory, lrp of {images:N0} images, --batch-size {batchSize}",-Width} {bytes / 1024.0 / 1024:N0} MiB");

    /// <summary>Images per second and the number of passes through the network that would take as long.</summary>
    internal static void Show(MethodTable methods, Terminal terminal)
    {
        var table = new TextTable(new("method") { Wraps = true }, TextColumn.Number("images/s"), TextColumn.Number("times forward"), TextColumn.Number("times gradient"))
        {
            Title = $"methods with their defaults, {methods.Gradient.Batch:N0} images at once; gradient is the yardstick",
        };
        foreach (var method in methods.Methods.Prepend(methods.Forward))
        {
            table.AddRow(
                method.What, $"{1e6 / method.MicrosecondsPerImage:N1}", $"{method.Ratio(methods.Forward):N1}", $"{method.Ratio(methods.Gradient):N2}");
        }
        table.Show(terminal);
        foreach (var (what, ratio) in methods.Bounds)
            ShowRatio(what, ratio, terminal);
    }

    /// <summary>Microseconds per image, a column for each number of images, and last the ratio to autograd, each at its best.</summary>
    internal static void Show(IReadOnlyList<SpeedTable> tables, Terminal terminal)
    {
        var threads = tables[0].Gradient.Threads;
        var table = new TextTable(
        [
            new("what") { Wraps = true }, .. tables.Select(each => TextColumn.Number($"{each.Gradient.Batch:N0}")), TextColumn.Number("times gradient"),
        ])
        {
            Title = $"microseconds per image, {threads} {(threads == 1 ? "thread" : "threads")}; images at once:",
        };
        var gradient = tables.MinBy(each => each.Gradient.MicrosecondsPerImage)!.Gradient;
        for (var i = 0; i < tables[0].Measurements.Count; i++)
        {
            var row = tables.Select(each => each.Measurements[i]).ToList();
            var what = row.FirstOrDefault(m => m.What.EndsWith(')')) ?? row[0];
            table.AddRow([
                what.What,
                .. row.Select(m => $"{m.MicrosecondsPerImage:N1}"),
                $"{row.MinBy(m => m.MicrosecondsPerImage)!.Ratio(gradient):F2}"]);
        }
        table.Show(terminal);
        terminal.Line("times gradient: fastest here, times the fastest forward and input gradient that");
        terminal.Line($"is right ({gradient.What}, {gradient.Batch:N0} images at once).");
        terminal.Line();
    }
}
