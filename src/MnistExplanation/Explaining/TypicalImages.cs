using Mnist.Data;

namespace MnistExplanation.Explaining;

/// <summary>Images of the kind that a model knows, for methods that compare with others.</summary>
internal static class TypicalImages
{
    private const int Most = 100;

    /// <summary>Some of a data set: of MNIST the embedded ones, so that results do not depend on whether it had to be fetched.</summary>
    internal static LabelledImages Of(Dataset dataset) => dataset.Specification == DatasetSpecification.Mnist
        ? EmbeddedDigits.Instance.Images
        : Some(dataset.Test);

    /// <summary>Some of those that are worked on.</summary>
    internal static LabelledImages Some(LabelledImages images) => images.Slice(0, Math.Min(Most, images.Count));

    /// <summary>Those for the model; the data set is fetched only if one of the methods needs them and they are not embedded.</summary>
    internal static async Task<LabelledImages?> ForAsync(IEnumerable<ExplainRequest> requests, LoadedModel model, Host host, CancellationToken cancellation)
    {
        if (requests.FirstOrDefault(request => request.Method.NeedsExamples) is not { } asking)
            return null;
        var dataset = Datasets.Choose(host, asking.Dataset, model);
        return model.IsEmbedded || dataset == DatasetSpecification.Mnist
            ? EmbeddedDigits.Instance.Images
            : Of(await Datasets.LoadAsync(host, dataset, asking.DataFolder, asking.Verbose, cancellation));
    }
}
