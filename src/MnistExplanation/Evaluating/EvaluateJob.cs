using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating;

/// <summary>Does what <c>evaluate</c> was asked for.</summary>
internal static class EvaluateJob
{
    internal static Task<int> RunAsync(DigitEvaluateRequest request, Host host, CancellationToken cancellation) =>
        EvaluationRun.RunAsync(request, host, () => LoadAsync(request, host, cancellation), cancellation);

    private static async Task<(EvaluationImages Images, IReadOnlyList<EvaluatedModel> Models)> LoadAsync(
        DigitEvaluateRequest request, Host host, CancellationToken cancellation)
    {
        var sources = new JudgedModels(request, host, cancellation);
        var models = sources.FromFiles();
        var specification = request.Dataset ?? DatasetOf(models, host);
        var dataset = await Datasets.LoadAsync(host, specification, request.DataFolder, request.Verbose, cancellation);
        if (request.Count > dataset.Test.Count)
            throw new UserException($"--count {request.Count} is more than the {dataset.Test.Count:N0} test images of {dataset.Name}.");
        var names = Measuring.Names(request.Measures, knowsTruth: true);
        await sources.AnnounceAsync(models, dataset, [.. names.Where(Measuring.IsOfPairs)]);
        if (models.Count == 0)
            models = await sources.OfSeedsAsync(dataset);
        if (names.Any(Measuring.IsOfPairs))
            models = await sources.WithPairsAsync(models, dataset);
        return (DrawnDigits.Of(dataset, request.Count, request.Seed), models);
    }

    /// <summary>On which data set models that the user named were trained; without models, the first.</summary>
    /// <exception cref="UserException">They were trained on different ones.</exception>
    internal static DatasetSpecification DatasetOf(IReadOnlyList<EvaluatedModel> models, Host host)
    {
        string[] names = [.. models.Select(model => ((SafetensorsModel)model.Model).Trained.Metadata.Dataset).Distinct()];
        if (names.Length > 1)
            throw new UserException($"The models were trained on different data sets, {Readable.List(names)}; say with --dataset on which to judge them, or judge them one by one.");
        return names.Length == 0 ? host.Datasets[0] : host.FindDataset(names[0]) ?? host.Datasets[0];
    }
}
