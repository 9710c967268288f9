using System.Text;
using MnistExplanation.Digits;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;

namespace MnistExplanation.Gallery;

/// <summary>Writes the gallery: its pages and pictures.</summary>
internal static class GalleryJob
{
    /// <summary>Everything that has a picture.</summary>
    internal static IReadOnlyList<GalleryEntry> Entries => [.. MethodPages.All, .. GalleryRows.All];

    internal static async Task<int> RunAsync(string folder, Host host, CancellationToken cancellation)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        var index = folder + ".md";
        OutputFile.RequireWritable(index);
        OutputFile.RequireWritable(Path.Combine(folder, "digits.png"));
        var model = DigitModel.Load(null);
        var digits = EmbeddedDigits.Instance.FirstOfEachClass();
        var entries = Entries;
        await host.Terminal.RunAsync("Explaining", progress =>
        {
            for (var i = 0; i < entries.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(new((double)i / entries.Count, entries[i].Name));
                var explained = Explain(entries[i], model, digits, cancellation);
                if (i == 0)
                    GalleryPictures.Digits(explained).Save(Path.Combine(folder, "digits.png"));
                GalleryPictures.Heatmaps(explained).Save(Path.Combine(folder, $"{entries[i].Name}.png"));
            }
            return true;
        });
        foreach (var page in MethodPages.All)
            Write(Path.Combine(folder, $"{page.Name}.md"), MethodPageText.ToMarkdown(page, Path.GetFileName(index)));
        Write(index, GalleryPage.ToMarkdown(Path.GetFileName(Path.GetFullPath(folder))));
        host.Terminal.Line($"{index}: {MethodPages.All.Length} methods, {GalleryRows.All.Count()} rules and composites on ten digits; pages and pictures in {folder}");
        return ExitCode.Success;
    }

    /// <summary>In float64, so that the pictures are the same on every machine.</summary>
    internal static ExplainedImages Explain(GalleryEntry entry, SafetensorsModel model, ImageSet digits, CancellationToken cancellation)
    {
        var request = entry.Request with { IsDouble = true };
        return ExplainJob.Explain(request, ExplainJob.CreateExplainer(request, model, TypicalDigits.Embedded), model, digits, new DirectProgress<ActivityState>(_ => { }), cancellation);
    }

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
