namespace Relevance.Tool.Explaining;

/// <summary>
/// Says in a figure why a map of <see cref="Relevance.Gradients.GradCam"/> is empty or covers the background: R = max(0, Σ_k α_k A_k) is 0 where the sum is not
/// positive, and a layer answers empty background by activations of its own, which count like others.
/// </summary>
internal static class GradCamNote
{
    /// <summary>A map counts as covering the background if half of it has this share of the largest value.</summary>
    private const double Covering = 0.25;

    /// <summary>The sentences, each in a line of its own; empty where no map asks for one.</summary>
    internal static string Of(IEnumerable<ExplainedImages> explained)
    {
        ExplainedImages[] found = [.. explained.Where(one => one.Method.Name == "grad-cam" && !one.IsSigned)];
        var maps = found.SelectMany(one => Enumerable.Range(0, one.Images.Count).Select(image => (One: one, Image: image))).ToList();
        var text = "";
        if (maps.Any(map => map.One.Heatmap(map.Image).MaxAbsolute == 0))
            text += "\nWhere Grad-CAM is 0 everywhere, the weighted feature maps are negative everywhere, and it keeps positive values only; signed=true shows both.";
        if (maps.Any(map => CoversBackground(map.One, map.Image)))
            text += "\nWhere Grad-CAM covers the background, the layer answers empty background with activations other than 0, and they are weighted like the others.";
        return text;
    }

    private static bool CoversBackground(ExplainedImages explained, int image)
    {
        var (heatmap, digit) = (explained.Heatmap(image), explained.Picture(image));
        float[] background = [.. heatmap.Values.ToArray().Where((_, pixel) => digit.Values[pixel] == 0).Order()];
        return heatmap.MaxAbsolute > 0 && background.Length > 0 && background[background.Length / 2] >= Covering * heatmap.MaxAbsolute;
    }
}
