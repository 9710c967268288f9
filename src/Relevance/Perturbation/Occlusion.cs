using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// Occlusion: slides a window over the image and replaces what it covers. R_i = mean over the windows that cover pixel i of
/// f(x) − f(x without the window).
/// </summary>
/// <remarks>
/// The window covers all channels, which have the same relevance. Costs one pass per place of the window. Units: those of the score.
/// Source: Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014, section 4.2, who draw f(x without the window) at the
/// window's centre; the mean over windows is Captum's. See <see cref="OcclusionMeasure"/> for what others do.
/// </remarks>
public sealed class Occlusion : Explainer
{
    private readonly Baseline baseline;
    private readonly (int Height, int Width) window, stride;
    private readonly OcclusionMeasure measure;

    /// <summary>Occlusion by a square window.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">What takes the place of what the window covers.</param>
    /// <param name="window">The side of the window in pixels, at least 1.</param>
    /// <param name="stride">How far the window moves, from 1 to <paramref name="window"/>, so that every pixel is covered.</param>
    /// <param name="measure">What is measured at each place.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window or the stride is out of range.</exception>
    public Occlusion(Model model, Baseline baseline, int window = 3, int stride = 1, OcclusionMeasure measure = OcclusionMeasure.ScoreLost)
        : this(model, baseline, (window, window), (stride, stride), measure)
    {
    }

    /// <summary>Occlusion by a rectangular window.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="baseline">What takes the place of what the window covers.</param>
    /// <param name="window">Height and width of the window in pixels, at least 1.</param>
    /// <param name="stride">How far the window moves, down and across, from 1 to the window's length.</param>
    /// <param name="measure">What is measured at each place.</param>
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
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        if (batch.Images.shape is not [var count, _, var height, var width])
            throw new ArgumentException($"Occlusion moves a window over images [N, C, H, W]; these have shape [{string.Join(", ", batch.Images.shape)}].");
        var wraps = measure != OcclusionMeasure.ScoreLost;
        var (rows, columns) = (new SlidingWindow(height, window.Height, stride.Height, wraps), new SlidingWindow(width, window.Width, stride.Width, wraps));
        var scores = new PerturbedScores(Model, batch, baseline);
        var values = scores.Of(rows.Count * columns.Count, (first, number) =>
        {
            var places = Enumerable.Range(first, number).ToArray();
            var covered = rows.At([.. places.Select(place => place / columns.Count)]).unsqueeze(2)
                * columns.At([.. places.Select(place => place % columns.Count)]).unsqueeze(1);
            return (measure == OcclusionMeasure.ScoreOfWindow ? covered : covered.neg().Increase(Scalars.One)).unsqueeze(1);
        });
        if (measure == OcclusionMeasure.ScoreLost)
            values = scores.OfImages.Minus(values);
        var perPixel = SumOverWindows(values, rows, columns);
        if (measure == OcclusionMeasure.ScoreLost)
            perPixel = perPixel / (rows.Everywhere().sum([0]).unsqueeze(1) * columns.Everywhere().sum([0]));
        return new(scores.Scores, perPixel.unsqueeze(1).to(batch.Images.dtype).expand(batch.Images.shape).contiguous());
    }

    /// <summary>Adds up, for each pixel, the values of the windows that cover it: [rows · columns, n] → [n, H, W].</summary>
    private static Tensor SumOverWindows(Tensor values, SlidingWindow rows, SlidingWindow columns)
    {
        // A window covers a pixel where its rows and its columns do, so that one axis can be summed after the other.
        var grid = values.t().contiguous().view(-1, rows.Count, columns.Count);
        var across = nn.functional.linear(grid, columns.Everywhere().t().contiguous());
        return nn.functional.linear(across.transpose(1, 2), rows.Everywhere().t().contiguous()).transpose(1, 2);
    }
}
