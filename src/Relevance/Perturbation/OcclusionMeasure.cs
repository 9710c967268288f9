namespace Relevance.Perturbation;

/// <summary>The quantities that occlusion can measure at each position of the window; libraries differ in their definition.</summary>
public enum OcclusionMeasure
{
    /// <summary>
    /// f(x) − f(x without the window), averaged for each pixel over the windows that cover it: the decrease of the score. As in Captum. The last windows are
    /// cut off at the border.
    /// </summary>
    ScoreLost,

    /// <summary>
    /// f(x without the window), summed for each pixel over the windows that cover it: low where the pixel matters. As in Zennit with <c>invert=True</c>.
    /// Windows that reach beyond the border continue at the opposite side.
    /// </summary>
    ScoreWithout,

    /// <summary>
    /// f(the window alone, everything else replaced), summed for each pixel over the windows that cover it. As in Zennit by default. Windows that reach beyond
    /// the border continue at the opposite side.
    /// </summary>
    ScoreOfWindow,
}
