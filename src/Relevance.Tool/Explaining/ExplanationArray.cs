using System.Numerics;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>
/// Writes relevance as .npy files, [N,1,28,28] or of a hidden layer's shape, in the type in which it is computed. Where nothing else is asked for, images
/// are explained part by part: what is in memory does not grow with their number.
/// </summary>
internal static class ExplanationArray
{
    /// <summary>How many images are explained before what was found is written: some batches for each thread.</summary>
    private const int Part = 1024;

    /// <summary>Writes what was found already.</summary>
    internal static void Write(string path, ExplainedImages explained)
    {
        ReadOnlySpan<long> shape = [explained.Images.Count, .. explained.Shape.Select(length => (long)length)];
        if (explained.IsDouble)
            NumpyFile.Write(path, explained.AllRelevances, shape);
        else
            NumpyFile.Write<float>(path, Array.ConvertAll(explained.AllRelevances.ToArray(), value => (float)value), shape);
    }

    /// <summary>Explains the images and writes the files.</summary>
    /// <param name="paths">The files; each gets the same.</param>
    /// <param name="request">The user's request.</param>
    /// <param name="explainer">The method.</param>
    /// <param name="model">The model that it explains.</param>
    /// <param name="images">The images.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="cancellation">Ends it; no file is left half written.</param>
    /// <returns>Warnings and notes for the user: about the propagation through the first images with any, and about the target of all images.</returns>
    internal static Warnings Write(
        IReadOnlyList<string> paths, ExplainRequest request, Explainer explainer, LoadedModel model, ImageSet images, IProgress<ActivityState> progress,
        CancellationToken cancellation) => request.IsDouble
        ? Write<double>(paths, request, explainer, model, images, progress, cancellation)
        : Write<float>(paths, request, explainer, model, images, progress, cancellation);

    private static Warnings Write<T>(
        IReadOnlyList<string> paths, ExplainRequest request, Explainer explainer, LoadedModel model, ImageSet images, IProgress<ActivityState> progress,
        CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = ExplainJob.TargetOf(request, images, model.ClassNames.Length);
        var part = Math.Max(Part, request.BatchSize);
        var (warnings, selfContrasts) = ((IReadOnlyList<string>)[], 0);
        List<NumpyWriter<T>> files = [];
        try
        {
            for (var first = 0; first < images.Count; first += part)
            {
                var count = Math.Min(part, images.Count - first);
                var inputs = images.ToTensor<T>(model.Normalization, first, count);
                var options = ExplainJob.OptionsOf(request, images.Count, first, progress, cancellation);
                // What is predicted is so wherever the image stands.
                var own = target == Target.Predicted ? target : new PartOf(target, first);
                var explanation = ExplainJob.Explain(request, explainer, inputs, own, options).Explanation;
                if (files.Count == 0)
                    files.AddRange(paths.Select(path => new NumpyWriter<T>(path, [images.Count, .. explanation.Relevance.ImageShape.Select(length => (long)length)])));
                foreach (var file in files)
                    file.Write(explanation.Relevance.Values);
                selfContrasts += Warnings.SelfContrasts(explanation);
                if (warnings.Count == 0)
                    warnings = Places(PropagationWarnings.Of(explainer, inputs, own, options, explanation), first, count, images.Count);
            }
            Warnings.RequireContrast(selfContrasts, images.Count, request);
            foreach (var file in files)
                file.Commit();
            return new(warnings, selfContrasts);
        }
        finally
        {
            foreach (var file in files)
                file.Dispose();
        }
    }

    /// <summary>Says of which images a warning is, where there are others.</summary>
    private static IReadOnlyList<string> Places(IReadOnlyList<string> warnings, int first, int count, int all) =>
        count == all ? warnings : [.. warnings.Select(warning => $"Among images {first} to {first + count - 1}: {warning}")];

    /// <summary>The target of images that are not the first.</summary>
    private sealed record PartOf(Target Whole, int First) : Target
    {
        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction) => Whole.Choose(First + image, scores, direction);

        public override string ToString() => $"{Whole}";
    }
}
