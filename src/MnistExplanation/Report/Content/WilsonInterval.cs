namespace MnistExplanation.Report.Content;

/// <summary>
/// The Wilson score interval of a proportion: between which bounds, with 95 % confidence, the true rate lies of which a sample was seen.
/// </summary>
/// <remarks>
/// Unlike p ± 1.96·√(p(1−p)/n) it holds near 0 and 1, where accuracies are.
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927.
/// </remarks>
/// <param name="Low">The lower bound, in [0,1].</param>
/// <param name="High">The upper bound, in [0,1].</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Computes the interval.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no trials, or not that many successes among them.</exception>
    internal static WilsonInterval Of(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var (n, p) = ((double)trials, (double)successes / trials);
        var center = p + Z * Z / (2 * n);
        var half = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        var scale = 1 + Z * Z / n;
        return new(Math.Max(0, (center - half) / scale), Math.Min(1, (center + half) / scale));
    }
}
