using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Tool.Evaluating;

namespace MnistExplanation.Evaluating;

/// <summary>Digits of a test set, drawn by seed.</summary>
internal static class DrawnDigits
{
    /// <summary>The images on which explanations are judged, with pairs of them for measures of localisation.</summary>
    internal static EvaluationImages Of(Dataset dataset, int count, int seed)
    {
        var (places, images) = Draw(dataset.Test, count, seed);
        return new(dataset.Name, DigitImages.OfTestSet(images, places), DigitPairs.Of(images, seed).ToObjectPairs()) { Id = dataset.Specification.Id };
    }

    /// <summary>Some of the test set, with their places, ascending.</summary>
    internal static (IReadOnlyList<int> Places, LabelledImages Images) Draw(LabelledImages test, int count, int seed)
    {
        var places = EvaluationImages.Draw(test.Count, count, seed);
        return (places, test.Select(places));
    }
}
