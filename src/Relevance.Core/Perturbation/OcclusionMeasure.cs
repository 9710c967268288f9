namespace Relevance.Perturbation;

/// <summary>What occlusion measures at each place of the window. Libraries mean different things by the name.</summary>
public enum OcclusionMeasure
{
    /// <summary>
    /// f(x) − f(x without the window), a pixel's mean over the windows that cover it: what the score loses. As in Captum. The last windows are cut off
    /// at the border.
    /// </summary>
    ScoreLost,

    /// <summary>
    /// f(x without the window), a pixel's sum over the windows that cover it: low where it matters. As in Zennit with <c>invert=True</c>. Windows
    /// that reach over the border go on at the other side.
    /// </summary>
    ScoreWithout,

    /// <summary>
    /// f(the window alone), everything else replaced, a pixel's sum over the windows that cover it. As in Zennit by default. Windows that reach over
    /// the border go on at the other side.
    /// </summary>
    ScoreOfWindow,
}
