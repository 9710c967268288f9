using Relevance.Baselines;

namespace Relevance.Studio.Engine;

/// <summary>The scores of an image from which pixels are removed.</summary>
internal sealed class PixelRemoval
{
    private const int AtOnce = 128;

    private readonly StudioEngine engine;
    private readonly float[] image, fill;

    /// <summary>Prepares it.</summary>
    /// <param name="engine">The network.</param>
    /// <param name="image">The image in the network's units.</param>
    /// <param name="fill">The values that replace removed pixels: black, mean or blurred.</param>
    /// <exception cref="StudioException">The fill is none of these.</exception>
    internal PixelRemoval(StudioEngine engine, float[] image, string fill)
    {
        (this.engine, this.image) = (engine, image);
        var baseline = fill switch
        {
            "black" => Baseline.Black(engine.Domain.Low),
            "mean" => Baseline.Mean,
            "blurred" => Baseline.Blurred(),
            _ => throw StudioException.Invalid($"'fill' is '{fill}'; give black, mean or blurred."),
        };
        this.fill = baseline.For(Inputs.ToTensor(image)).Image(0).ToArray();
    }

    /// <summary>What takes the place of each pixel, 0 to 1 from ground to stroke.</summary>
    internal double[] Fill => [.. fill.Select(value => value * engine.Model.Normalization.StandardDeviation[0] + engine.Model.Normalization.Mean[0])];

    /// <summary>The scores without the pixels of a mask.</summary>
    internal float[] Without(IReadOnlyList<bool> mask)
    {
        return Explained.Rows(engine.Network.Scores(Inputs.ToTensor([.. image.Select((value, pixel) => mask[pixel] ? fill[pixel] : value)])))[0];
    }

    /// <summary>The scores after 0, 1, …, 784 pixels of an order are gone.</summary>
    internal float[][] InOrder(int[] order, CancellationToken cancellation)
    {
        var current = (float[])image.Clone();
        var scores = new List<float[]>();
        var waiting = new List<float[]> { (float[])current.Clone() };
        foreach (var pixel in order)
        {
            current[pixel] = fill[pixel];
            waiting.Add((float[])current.Clone());
            if (waiting.Count == AtOnce)
                Flush();
        }
        if (waiting.Count > 0)
            Flush();
        return [.. scores];

        void Flush()
        {
            cancellation.ThrowIfCancellationRequested();
            scores.AddRange(Explained.Rows(engine.Network.Scores(Inputs.ToTensor(waiting))));
            waiting.Clear();
        }
    }
}
