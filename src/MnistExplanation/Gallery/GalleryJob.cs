using System.Text;
using Mnist.Formats;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance.Runtime;
using TorchSharp;

namespace MnistExplanation.Gallery;

/// <summary>Writes the gallery: a page and its pictures.</summary>
internal static class GalleryJob
{
    internal static async Task<int> RunAsync(string folder, Host host, CancellationToken cancellation)
    {
        var page = Path.TrimEndingDirectorySeparator(folder) + ".md";
        OutputFile.RequireWritable(page);
        OutputFile.RequireWritable(Path.Combine(folder, "digits.png"));
        TorchRuntime.Initialize();
        using var model = LoadedModel.Load(null);
        var digits = EmbeddedDigits.Instance.FirstOfEachClass();
        await host.Terminal.RunAsync("Explaining", progress =>
        {
            var rows = GalleryRows.All.ToList();
            for (var i = 0; i < rows.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(new((double)i / rows.Count, rows[i].Name));
                using var explained = Explain(rows[i], model, digits, cancellation);
                if (i == 0)
                    GalleryPage.Digits(explained).Save(Path.Combine(folder, "digits.png"));
                GalleryPage.Heatmaps(explained).Save(Path.Combine(folder, $"{rows[i].Name}.png"));
            }
            return true;
        });
        AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(GalleryPage.ToMarkdown(Path.GetFileName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(folder)))))));
        host.Terminal.Line($"{page}: {GalleryRows.All.Count()} rows of ten digits, their pictures in {folder}");
        return ExitCode.Success;
    }

    /// <summary>In float64, so that the pictures are the same on every machine.</summary>
    internal static ExplainedImages Explain(GalleryRow row, LoadedModel model, ImageSet digits, CancellationToken cancellation)
    {
        var request = row.Request with { ElementType = torch.ScalarType.Float64 };
        return ExplainJob.Explain(request, ExplainJob.CreateExplainer(request, model), model, digits, new DirectProgress<ActivityState>(_ => { }), cancellation);
    }
}
