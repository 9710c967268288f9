using Mnist.Data;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance;
using static TorchSharp.torch;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What experiments share: the model and the images, loaded when the first of them asks.</summary>
internal sealed class ExperimentContext(ExperimentRequest request, Host host) : IDisposable
{
    private readonly Lazy<LoadedModel> model = new(() => LoadedModel.Load(request.Model));
    private readonly Dictionary<string, Dataset> loaded = [];

    internal ExperimentRequest Request { get; } = request;

    internal Terminal Terminal { get; } = host.Terminal;

    /// <summary>The model whose predictions are explained.</summary>
    internal LoadedModel Model => model.Value;

    /// <summary>The data set on which the model was trained, or the one that the user named.</summary>
    internal Task<Dataset> ModelDataAsync(CancellationToken cancellation) => LoadAsync(Datasets.Choose(host, Request.Dataset, Model), cancellation);

    /// <summary>The data set that the user named, or the first: for networks that are trained here.</summary>
    internal Task<Dataset> TrainingDataAsync(CancellationToken cancellation) => LoadAsync(Request.Dataset ?? host.Datasets[0], cancellation);

    /// <summary>The first test images.</summary>
    /// <exception cref="UserException">There are not as many.</exception>
    internal LabelledImages TestImages(Dataset dataset) => Request.Count <= dataset.Test.Count
        ? dataset.Test[..Request.Count]
        : throw new UserException($"--count {Request.Count} is more than the {dataset.Test.Count:N0} test images of {dataset.Name}.");

    /// <summary>A method for a model.</summary>
    internal static Explainer Explainer(ComparedMethod method, LoadedModel model) => method.Call.Create(model.ToNetwork(ScalarType.Float32), model.Domain(ScalarType.Float32));

    /// <summary>What is told while images are worked on.</summary>
    /// <param name="progress">Who is told.</param>
    /// <param name="part">Which part of the work it is, from 0.</param>
    /// <param name="parts">Of how many.</param>
    /// <param name="images">How many images.</param>
    /// <param name="text">What is being done.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static ExplainOptions Options(IProgress<ActivityState> progress, int part, int parts, int images, string text, CancellationToken cancellation) => new()
    {
        CancellationToken = cancellation,
        Progress = new DirectProgress<long>(done => progress.Report(new((part + (double)done / images) / parts, $"{text}, {done:N0} of {images:N0}"))),
    };

    public void Dispose()
    {
        if (model.IsValueCreated)
            model.Value.Dispose();
    }

    private async Task<Dataset> LoadAsync(DatasetSpecification specification, CancellationToken cancellation)
    {
        if (!loaded.TryGetValue(specification.Id, out var dataset))
            loaded[specification.Id] = dataset = await Datasets.LoadAsync(host, specification, Request.DataFolder, Request.Verbose, cancellation);
        return dataset;
    }
}
