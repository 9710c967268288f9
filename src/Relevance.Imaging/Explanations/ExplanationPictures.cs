using System.Numerics;
using Relevance.Catalogue;

namespace Relevance.Imaging;

/// <summary>
/// Draws explanations as pictures in one call: <c>explanation.Heatmap().Save("why.png")</c>. For figures of your own, use <see cref="Map"/>,
/// <see cref="ColorScale"/>, <see cref="Panel"/> and <see cref="Sheet"/>, of which these pictures consist.
/// </summary>
public static class ExplanationPictures
{
    /// <summary>
    /// Creates a heatmap of the relevance of one image. For each pixel, the relevances of its channels are summed, so that the total relevance is preserved.
    /// </summary>
    /// <example>
    /// <code>
    /// var explanation = new LayerwiseRelevancePropagation(network).Explain(images);
    /// explanation.Heatmap().Save("why.png");
    /// explanation.Heatmap(image: 3, legend: true).Save("why-with-legend.png");
    /// explanation.Heatmap().Over("cat.jpg").Save("why-cat.png");
    /// </code>
    /// </example>
    /// <param name="explanation">The explanation.</param>
    /// <param name="image">The index of the image, from 0.</param>
    /// <param name="sign">The sign of the relevance to show.</param>
    /// <param name="legend">Whether the picture has a title and a colour bar labelled with numbers.</param>
    /// <returns>The heatmap, to be saved, laid over a photograph, or changed by <c>with</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ArgumentException">The relevance has no rows and columns, or is not finite.</exception>
    public static ExplanationHeatmap Heatmap<T>(this Explanation<T> explanation, int image = 0, RelevanceSign sign = RelevanceSign.All, bool legend = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = Values(explanation, image);
        var shape = explanation.Relevance.ImageShape;
        if (shape.Rank is not (2 or 3))
            throw new ArgumentException(
                $"A heatmap needs relevance of shape [H, W] or [C, H, W] for each image, not {shape}. For a table of features, BarChart draws one bar each.", nameof(explanation));
        var (channels, height, width) = shape.Rank == 3 ? (shape[0], shape[1], shape[2]) : (1, shape[0], shape[1]);
        var sums = new float[height * width];
        for (int i = 0; i < sums.Length; i++)
        {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++)
                sum += values[channel * sums.Length + i];
            sums[i] = (float)sum;
        }
        string subtitle = Subtitle(explanation, image) + (channels > 1 ? $" Relevance summed over {channels} channels." : "");
        return new(new Map(width, height, sums), Title(explanation), subtitle) { Sign = sign, HasLegend = legend };
    }

    /// <summary>Creates a bar chart of the relevance of each feature of one row of a table, the strongest first.</summary>
    /// <example>
    /// <code>
    /// explanation.BarChart(["age", "income", "years at this address"]).Save("why.png");
    /// </code>
    /// </example>
    /// <param name="explanation">The explanation.</param>
    /// <param name="features">The names of the features, in the order of the inputs.</param>
    /// <param name="image">The index of the explained row, from 0.</param>
    /// <param name="most">The maximum number of features with a bar of their own; if two or more others remain, one bar shows their sum.</param>
    /// <returns>The chart, to be saved or changed by <c>with</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or <paramref name="most"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The number of names differs from that of the features.</exception>
    public static BarChart BarChart<T>(this Explanation<T> explanation, IReadOnlyList<string> features, int image = 0, int most = 20)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        double[] values = Values(explanation, image);
        if (features.Count != values.Length)
            throw new ArgumentException($"There are {features.Count} names of features, and relevance of {values.Length} values for each row.", nameof(features));
        List<ChartBar> bars = [.. features.Zip(values, (name, value) => new ChartBar(name, value)).OrderByDescending(bar => Math.Abs(bar.Value))];
        if (bars.Count > most + 1)
            bars = [.. bars.Take(most), new($"{bars.Count - most} others together", bars.Skip(most).Sum(bar => bar.Value))];
        return new() { Title = Title(explanation), Subtitle = Subtitle(explanation, image), Bars = bars };
    }

    private static double[] Values<T>(Explanation<T> explanation, int image)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, explanation.Relevance.ImageCount);
        return Array.ConvertAll(explanation.Relevance.Image(image).ToArray(), double.CreateTruncating);
    }

    private static string Title<T>(Explanation<T> explanation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MethodCatalogue.All.FirstOrDefault(method => method.Name == explanation.Method)?.Title ?? explanation.Method;

    private static string Subtitle<T>(Explanation<T> explanation, int image)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        $"Explained score ({explanation.Target}): {NumberText.Plain(explanation.ExplainedScores[image])}.";
}
