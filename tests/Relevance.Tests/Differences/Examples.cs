using System.Globalization;
using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Differences;

/// <summary>The page docs/differences.md, and what its examples are computed with: ours by the library, the peer's by its formula.</summary>
internal static class Examples
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "differences.md"));

    /// <summary>The page has a row with that name, these relevances and, of several, their sum.</summary>
    public static void Documented(string who, double[] relevances)
    {
        var cells = relevances.Length == 1 ? relevances : [.. relevances, relevances.Sum()];
        var row = $"| {who} | {string.Join(" | ", cells.Select(Write))} |";
        Assert.Contains(row, Text, StringComparison.Ordinal);
    }

    /// <summary>The page has this row.</summary>
    public static void Documented(string row) => Assert.True(Text.Contains(row, StringComparison.Ordinal), row);

    public static double[] Ours(Rule rule, double[] a, double[] w, double bias = 0)
    {
        var layer = new LinearLayer("Linear", new DenseMap(Weights.Of(w, [1, w.Length])), bias == 0 ? null : Weights.Of([bias], [1]));
        return rule.Propagate(layer, Numbers.One(a), Numbers.One(1)).Values.ToArray();
    }

    public static double[] Explained(Explainer explainer, Tensor<double> image) => explainer.Explain(image, Target.Class(0)).Relevance.Values.ToArray();

    /// <summary>A weighted sum of all pixels.</summary>
    public static Network Weighted(double[] w, double bias = 0)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.Dense("1", Weights.Of(w, [1, w.Length]), Weights.Of([bias], [1]), builder.Add("0", new FlattenLayer(), builder.Input)));
    }

    /// <summary>Captum's α1β0: w⁺ whatever the sign of the input, the bias as it is.</summary>
    public static double[] Clamped(double[] a, double[] w, double bias)
    {
        double[] c = [.. a.Zip(w, (x, y) => x * Math.Max(y, 0))];
        return [.. c.Select(value => value / (c.Sum() + bias))];
    }

    /// <summary>γ with one branch: w + γ w⁺ whatever the signs.</summary>
    public static double[] Gamma(double[] a, double[] w, double gamma)
    {
        double[] c = [.. a.Zip(w, (x, y) => x * (y + gamma * Math.Max(y, 0)))];
        return [.. c.Select(value => value / c.Sum())];
    }

    private static string Write(double value) => (Math.Round(value, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
}
