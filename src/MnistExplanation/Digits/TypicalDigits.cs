using Mnist.Data;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>Digits of the kind that a model knows, for methods that compare with others.</summary>
internal static class TypicalDigits
{
    private const int Most = 100;

    /// <summary>The embedded digits.</summary>
    internal static ImageSet Embedded => EmbeddedDigits.Instance.All();

    /// <summary>Some of a data set: of MNIST the embedded ones, so that results do not depend on whether it had to be fetched.</summary>
    internal static ImageSet Of(Dataset dataset) => dataset.Specification == DatasetSpecification.Mnist ? Embedded : Some(dataset.Test);

    /// <summary>Some of those that are worked on.</summary>
    internal static ImageSet Some(LabelledImages images)
    {
        var count = Math.Min(Most, images.Count);
        return DigitImages.OfTestSet(images.Slice(0, count), [.. Enumerable.Range(0, count)]);
    }
}
