
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Support;

/// <summary>The rules written out as loops over every contribution z_jk, in float64: slow, and plain to see right.</summary>
internal static class NaiveLrp
{
    /// <summary>One unit k as a rule sees it.</summary>
    /// <param name="A">The inputs a_j that it is connected to.</param>
    /// <param name="W">Their weights w_jk.</param>
    /// <param name="B">Its bias.</param>
    /// <param name="Low">l of each of the inputs.</param>
    /// <param name="High">h of each of the inputs.</param>
    /// <param name="Rms">The root mean square of the layer's output.</param>
    /// <param name="RmsWithoutBias">The same without the bias.</param>
    internal sealed record Unit(double[] A, double[] W, double B, double[] Low, double[] High, double Rms, double RmsWithoutBias);

    /// <summary>The share of R_k that each connected input receives.</summary>
    internal delegate double[] Shares(Unit unit);

    /// <summary>The relevance of each input.</summary>
    /// <param name="a">The inputs.</param>
    /// <param name="entries">The connections.</param>
    /// <param name="b">The bias of each output.</param>
    /// <param name="relevance">The relevance of each output.</param>
    /// <param name="bounds">The bounds of each input.</param>
    /// <param name="shares">The rule.</param>
    public static double[] Propagate(
        double[] a, IEnumerable<NaiveMap.Entry> entries, double[] b, double[] relevance, (double Low, double High)[] bounds, Shares shares)
    {
        var result = new double[a.Length];
        var ofUnit = entries.ToLookup(entry => entry.Output);
        var sums = relevance.Select((_, k) => ofUnit[k].Sum(entry => a[entry.Input] * entry.Weight)).ToArray();
        var (rms, rmsWithoutBias) = (Rms(sums.Zip(b, (sum, bias) => sum + bias)), Rms(sums));
        for (var k = 0; k < relevance.Length; k++)
        {
            int[] inputs = [.. ofUnit[k].Select(entry => entry.Input)];
            var share = shares(new Unit(
                [.. inputs.Select(j => a[j])], [.. ofUnit[k].Select(entry => entry.Weight)], b[k], [.. inputs.Select(j => bounds[j].Low)], [.. inputs.Select(j => bounds[j].High)],
                rms, rmsWithoutBias));
            for (var i = 0; i < inputs.Length; i++)
                result[inputs[i]] += share[i] * relevance[k];
        }
        return result;
    }

    public static Shares Epsilon(double epsilon, bool relative, BiasHandling handling) => unit =>
    {
        var scale = !relative ? 1 : handling == BiasHandling.LeftOut ? unit.RmsWithoutBias : unit.Rms;
        return Share(Contributions(unit), unit.B, epsilon * scale, handling);
    };

    public static Shares Gamma(double gamma, double epsilon, BiasHandling handling) => unit =>
    {
        var contributions = Contributions(unit);
        var z = contributions.Sum() + (handling == BiasHandling.LeftOut ? 0 : unit.B);
        return z == 0 ? new double[contributions.Length] : Share([.. contributions.Select(Favour)], Favour(unit.B), epsilon, handling);

        double Favour(double c) => c + gamma * (z > 0 ? Math.Max(c, 0) : Math.Min(c, 0));
    };

    public static Shares AlphaBeta(double alpha, double beta, double epsilon, BiasHandling handling) => unit =>
    {
        var positive = Share([.. Contributions(unit).Select(c => Math.Max(c, 0))], Math.Max(unit.B, 0), epsilon, handling);
        var negative = Share([.. Contributions(unit).Select(c => Math.Min(c, 0))], Math.Min(unit.B, 0), epsilon, handling);
        return [.. positive.Zip(negative, (p, n) => alpha * p - beta * n)];
    };

    public static Shares WSquare(double epsilon, BiasHandling handling) => unit => Share([.. unit.W.Select(w => w * w)], unit.B * unit.B, epsilon, handling);

    public static Shares Flat(double epsilon) => unit => Share([.. unit.W.Select(_ => 1.0)], 0, epsilon, BiasHandling.LeftOut);

    public static Shares ZBox(double epsilon) => unit => Share(
        [.. unit.A.Select((a, i) => a * unit.W[i] - unit.Low[i] * Math.Max(unit.W[i], 0) - unit.High[i] * Math.Min(unit.W[i], 0))], 0, epsilon, BiasHandling.LeftOut);

    private static double[] Contributions(Unit unit) => [.. unit.A.Zip(unit.W, (a, w) => a * w)];

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    /// <summary>terms / (Σ terms + bias + ε·sign), plus each input's part of the bias where that is spread.</summary>
    private static double[] Share(double[] terms, double bias, double epsilon, BiasHandling handling)
    {
        var denominator = terms.Sum() + (handling == BiasHandling.LeftOut ? 0 : bias);
        denominator += denominator < 0 ? -epsilon : epsilon;
        var part = handling == BiasHandling.Spread ? bias / terms.Length : 0;
        return [.. terms.Select(term => denominator == 0 ? 0 : (term + part) / denominator)];
    }
}
