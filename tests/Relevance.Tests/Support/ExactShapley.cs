using System.Numerics.Tensors;

namespace Relevance.Tests.Support;

/// <summary>Shapley values by their definition: the weighted mean over all coalitions of what a feature adds.</summary>
internal static class ExactShapley
{
    /// <param name="score">The score of each image with some features present: [n].</param>
    /// <param name="features">M.</param>
    /// <returns>[n, M].</returns>
    public static Tensor<double> Of(Func<bool[], double[]> score, int features)
    {
        var scores = Enumerable.Range(0, 1 << features).Select(coalition => score([.. Enumerable.Range(0, features).Select(i => (coalition >> i & 1) == 1)])).ToArray();
        var images = scores[0].Length;
        var values = Tensors.Zeros<double>(images, [features]);
        for (var feature = 0; feature < features; feature++)
        {
            foreach (var coalition in Enumerable.Range(0, 1 << features).Where(coalition => (coalition >> feature & 1) == 0))
            {
                var size = int.PopCount(coalition);
                var weight = Factorial(size) * Factorial(features - size - 1) / Factorial(features);
                for (var image = 0; image < images; image++)
                    values.Image(image)[feature] += weight * (scores[coalition | 1 << feature][image] - scores[coalition][image]);
            }
        }
        return values;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor);
}
