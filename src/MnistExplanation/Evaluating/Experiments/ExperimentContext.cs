using Mnist.Data;
using MnistExplanation.Digits;
using Relevance;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What experiments share: networks and images, loaded when the first of them asks.</summary>
internal sealed class ExperimentContext(ExperimentRequest request, Host host)
{
    private readonly Dictionary<string, Dataset> loaded = [];
    private IReadOnlyList<EvaluatedModel>? models;

    internal ExperimentRequest Request { get; } = request;

    internal Terminal Terminal { get; } = host.Terminal;

    /// <summary>The networks whose predictions are explained, and images that they did not learn.</summary>
    internal async Task<(IReadOnlyList<EvaluatedModel> Models, Dataset Dataset, LabelledImages Images)> LoadAsync(CancellationToken cancellation)
    {
        var sources = new JudgedModels(Request.Common, host, cancellation);
        var files = models ??= Request.Common.Models.Count > 0 ? sources.FromFiles() : null;
        var dataset = await LoadAsync(Request.Common.Dataset ?? EvaluateJob.DatasetOf(files ?? [], host), cancellation);
        var images = TestImages(dataset);
        if (models is null)
            await sources.AnnounceAsync([], dataset, []);
        return (models ??= await sources.OfSeedsAsync(dataset), dataset, images);
    }

    /// <summary>The data set that the user named, or the first: for networks that are trained here.</summary>
    internal Task<Dataset> TrainingDataAsync(CancellationToken cancellation) => LoadAsync(Request.Common.Dataset ?? host.Datasets[0], cancellation);

    /// <summary>Test images, drawn by seed.</summary>
    /// <exception cref="UserException">There are not as many.</exception>
    internal LabelledImages TestImages(Dataset dataset) => Request.Common.Count <= dataset.Test.Count
        ? DrawnDigits.Draw(dataset.Test, Request.Common.Count, Request.Common.Seed).Images
        : throw new UserException($"--count {Request.Common.Count} is more than the {dataset.Test.Count:N0} test images of {dataset.Name}.");

    /// <summary>A method for a network.</summary>
    internal static Explainer Explainer(ComparedMethod method, LoadedModel model) => method.Call.Create(model.Network, model.Domain(inDouble: false, null));

    /// <summary>How images are worked on.</summary>
    /// <param name="cancellation">Stops it.</param>
    internal ExplainOptions Options(CancellationToken cancellation) => new()
    {
        BatchSize = Request.Common.BatchSize,
        Threads = Request.Common.Threads ?? ExplainOptions.Default.Threads,
        CancellationToken = cancellation,
    };

    /// <summary>The same, for a part of the work whose progress is shown.</summary>
    /// <param name="progress">Who is told how far it is.</param>
    /// <param name="part">Which part of the work it is, from 0.</param>
    /// <param name="parts">Of how many.</param>
    /// <param name="text">What is being done.</param>
    /// <param name="cancellation">Stops it.</param>
    internal ExplainOptions Options(IProgress<ActivityState> progress, int part, int parts, string text, CancellationToken cancellation) => Options(cancellation) with
    {
        Progress = new DirectProgress<double>(done => progress.Report(new((part + done / Request.Common.Count) / parts, $"{text}, {Math.Floor(done):N0} of {Request.Common.Count:N0}"))),
    };

    private async Task<Dataset> LoadAsync(DatasetSpecification specification, CancellationToken cancellation)
    {
        if (!loaded.TryGetValue(specification.Id, out var dataset))
            loaded[specification.Id] = dataset = await Datasets.LoadAsync(host, specification, Request.Common.DataFolder, Request.Common.Verbose, cancellation);
        return dataset;
    }
}
