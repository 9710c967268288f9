namespace Mnist.Data;

/// <summary>Picks images to show.</summary>
public static class DigitSample
{
    /// <summary>The place of the first image of each class, by class; a class without images is left out.</summary>
    /// <param name="images">The images to pick from.</param>
    public static int[] FirstOfEachClass(LabelledImages images) =>
        [.. Enumerable.Range(0, images.Count).DistinctBy(i => images.Labels.Span[i]).OrderBy(i => images.Labels.Span[i])];
}
