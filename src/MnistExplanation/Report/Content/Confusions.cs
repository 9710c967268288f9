namespace MnistExplanation.Report.Content;

/// <summary>One kind of mistake.</summary>
/// <param name="TrueClass">The index of the true class.</param>
/// <param name="PredictedClass">The index of the class that was given instead.</param>
/// <param name="Count">How often.</param>
/// <param name="ImagesOfClass">The number of images of the true class.</param>
internal sealed record Confusion(int TrueClass, int PredictedClass, int Count, int ImagesOfClass);

/// <summary>Finds the mistakes that a network makes most often.</summary>
internal static class Confusions
{
    /// <summary>The most frequent mistakes, the first ones in the order of the classes where they are equally frequent.</summary>
    /// <param name="matrix">The number of images of each true class (row) that were given each class (column).</param>
    /// <param name="limit">How many at most.</param>
    internal static IReadOnlyList<Confusion> MostFrequent(IReadOnlyList<IReadOnlyList<int>> matrix, int limit) =>
        [.. matrix.SelectMany((row, label) => row.Select((count, predicted) => new Confusion(label, predicted, count, row.Sum())))
            .Where(confusion => confusion.TrueClass != confusion.PredictedClass && confusion.Count > 0)
            .OrderByDescending(confusion => confusion.Count) // a stable sort
            .Take(limit)];
}
