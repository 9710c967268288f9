using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Interpretation.Experts;

/// <summary>log p(x) = −½ (x − μ)ᵀ Σ⁻¹ (x − μ): the log-density of a normal distribution, such as one with the mean and the covariance of a data set.</summary>
/// <remarks>
/// Activation maximisation of a linear score w·x with strength 1 ends at μ + Σw.
/// Source: Montavon, Samek, Müller, 2018, section 3.2.
/// </remarks>
public sealed class GaussianExpert : WrittenExpert
{
    private readonly Weights negativeMean;
    private readonly DenseMap negativePrecision;

    /// <summary>Creates the expert; inverts the covariance in float64.</summary>
    /// <param name="mean">μ, of D values in any shape.</param>
    /// <param name="covariance">Σ, [D, D], symmetric and positive definite: if some values of the data never vary, add a small number to its diagonal.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or Σ is not symmetric and positive definite.</exception>
    public GaussianExpert(Weights mean, Weights covariance)
        : base("Gaussian expert", (mean ?? throw new ArgumentNullException(nameof(mean))).Count)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        var size = mean.Count;
        if (covariance.Shape != [size, size])
            throw new ArgumentException($"A mean of {size} values needs a covariance of [{size}, {size}], not [{string.Join(", ", covariance.Shape)}].", nameof(covariance));
        negativeMean = mean.Select((_, value) => -value).Reshape([size]);
        var precision = PositiveDefinite.Inverse(covariance.ToArray<double>(), size) ?? throw new ArgumentException(
            "The covariance is not symmetric and positive definite; estimate it from more data, or add a small number to its diagonal.", nameof(covariance));
        negativePrecision = new(Weights.Of(precision, [size, size]).Select((_, value) => -value));
    }

    private protected override (Value Terms, Value Gradient) Write(ProgramBuilder program, Value x)
    {
        var away = program.Plus(x, program.Constant(negativeMean));
        var gradient = program.Apply(negativePrecision, away);
        return (program.Times(program.Times(away, gradient), 0.5), gradient);
    }
}
