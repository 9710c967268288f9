using Relevance.Baselines;

namespace Relevance.Perturbation;

/// <summary>
/// Occlusion: slides a window over the image and replaces the values it covers. R_i = mean over the windows that cover pixel i of f(x) − f(x without the
/// window).
/// </summary>
/// <remarks>
/// The window covers all channels, which get the same relevance. Costs one forward pass per position of the window. Units: those of the score. Source: Zeiler
/// and Fergus, Visualizing and understanding convolutional networks, 2014, section 4.2, who draw f(x without the window) at the window's centre; the mean over
/// windows is Captum's. See <see cref="OcclusionMeasure"/> for other variants.
/// </remarks>
public sealed class Occlusion : Explainer
{
    private readonly Baseline baseline;
    private readonly (int Height, int Width) window, stride;
    private readonly OcclusionMeasure measure;

    /// <summary>Creates the method with a square window.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">The values that replace those the window covers.</param>
    /// <param name="window">The side of the window in pixels, at least 1.</param>
    /// <param name="stride">How far the window moves, from 1 to <paramref name="window"/>, so that every pixel is covered.</param>
    /// <param name="measure">The quantity measured at each position of the window.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window or the stride is out of range.</exception>
    public Occlusion(Model model, Baseline baseline, int window = 3, int stride = 1, OcclusionMeasure measure = OcclusionMeasure.ScoreLost)
        : this(model, baseline, (window, window), (stride, stride), measure)
    {
    }

    /// <summary>Creates the method with a rectangular window.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">The values that replace those the window covers.</param>
    /// <param name="window">Height and width of the window in pixels, at least 1.</param>
    /// <param name="stride">How far the window moves, down and across, from 1 to the window's length.</param>
    /// <param name="measure">The quantity measured at each position of the window.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window or the stride is out of range.</exception>
    public Occlusion(
        Model model, Baseline baseline, (int Height, int Width) window, (int Down, int Across) stride, OcclusionMeasure measure = OcclusionMeasure.ScoreLost)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        Require(window.Height, stride.Down);
        Require(window.Width, stride.Across);
        (this.baseline, this.window, this.stride, this.measure) = (baseline, window, stride, measure);
        Parameters = new Dictionary<string, object>
        {
            ["window"] = $"{window.Height}×{window.Width}",
            ["stride"] = $"{stride.Down}×{stride.Across}",
            ["baseline"] = $"{baseline}",
            ["measure"] = measure switch
            {
                OcclusionMeasure.ScoreLost => "score-lost",
                OcclusionMeasure.ScoreWithout => "score-without",
                _ => "score-of-window",
            },
        };

        static void Require(int window, int stride)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
            if (stride < 1 || stride > window)
                throw new ArgumentOutOfRangeException(nameof(stride), stride, $"The stride must be from 1 to the window's {window} pixels, so that every pixel is covered.");
        }
    }

    /// <inheritdoc/>
    public override string Name => "occlusion";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var shape = batch.Images.ImageShape;
        if (shape.Rank != 3)
            throw new ArgumentException($"Occlusion moves a window over images [N, C, H, W]; these have shape [{string.Join(", ", batch.Images.Lengths.ToArray())}].");
        var wraps = measure != OcclusionMeasure.ScoreLost;
        var rows = new SlidingWindow(shape[1], window.Height, stride.Height, wraps);
        var columns = new SlidingWindow(shape[2], window.Width, stride.Width, wraps);
        var scores = new PerturbedScores<T>(Model, batch, baseline);
        var (around, inside) = measure == OcclusionMeasure.ScoreOfWindow ? (scores.Fill, batch.Images) : (batch.Images, scores.Fill);
        var values = scores.Of(rows.Count * columns.Count, (place, image, copy) =>
        {
            around.Image(image).CopyTo(copy);
            var (ofRow, ofColumn) = Math.DivRem(place, columns.Count);
            for (var channel = 0; channel < shape[0]; channel++)
            {
                for (var number = 0; number < rows.Size(ofRow); number++)
                {
                    var row = (channel * shape[1] + rows.Pixel(ofRow, number)) * shape[2];
                    columns.Copy<T>(ofColumn, inside.Image(image).Slice(row, shape[2]), copy.Slice(row, shape[2]));
                }
            }
        });
        var (down, across) = (rows.Coverage(), columns.Coverage());
        var relevance = Tensors.Zeros<T>(batch.Count, shape);
        for (var image = 0; image < batch.Count; image++)
        {
            if (measure == OcclusionMeasure.ScoreLost)
            {
                foreach (ref var value in values[image].AsSpan())
                    value = scores.OfImages[image] - value;
            }
            var perPixel = SumOverWindows(values[image], rows, columns, shape[1], shape[2]);
            if (measure == OcclusionMeasure.ScoreLost)
            {
                for (var i = 0; i < perPixel.Length; i++)
                    perPixel[i] /= down[i / shape[2]] * across[i % shape[2]];
            }
            var pixels = relevance.Image(image);
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = T.CreateTruncating(perPixel[i % perPixel.Length]);
        }
        return new(scores.Scores, relevance);
    }

    /// <summary>Adds up, for each pixel, the values of the windows that cover it: [rows · columns] → [H · W].</summary>
    private static double[] SumOverWindows(double[] values, SlidingWindow rows, SlidingWindow columns, int height, int width)
    {
        // A window covers a pixel where its rows and its columns do, so that one axis can be summed after the other.
        var sums = new double[height * width];
        var across = new double[width];
        for (var row = 0; row < rows.Count; row++)
        {
            Array.Clear(across);
            for (var column = 0; column < columns.Count; column++)
            {
                for (var number = 0; number < columns.Size(column); number++)
                    across[columns.Pixel(column, number)] += values[row * columns.Count + column];
            }
            for (var number = 0; number < rows.Size(row); number++)
                Spans.Add(sums.AsSpan(rows.Pixel(row, number) * width, width), across);
        }
        return sums;
    }
}
