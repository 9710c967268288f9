using Relevance.Formats;

namespace MnistExplanation.Explaining;

/// <summary>Writes relevance as a .npy file, [N,1,28,28] or of a hidden layer's shape, in the type in which it was computed.</summary>
internal static class ExplanationArray
{
    internal static void Write(string path, ExplainedImages explained)
    {
        ReadOnlySpan<long> shape = [explained.Images.Count, .. explained.Shape.Select(length => (long)length)];
        if (explained.IsDouble)
            NumpyFile.Write(path, explained.AllRelevances, shape);
        else
            NumpyFile.Write<float>(path, [.. explained.AllRelevances.ToArray().Select(value => (float)value)], shape);
    }
}
