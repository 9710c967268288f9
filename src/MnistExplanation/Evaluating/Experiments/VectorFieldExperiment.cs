using System.Text.Json.Nodes;
using Relevance.Tool.Console;
using Relevance.Tool.Pages;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>How explanations of max(x₁, x₂) look over the plane.</summary>
internal sealed class VectorFieldExperiment : Experiment
{
    /// <summary>What a step of this length may change of a continuous explanation.</summary>
    private const double Smallest = 1e-6, Vanishing = 1e-3;

    private static readonly double[] Steps = [0.1, 1e-2, 1e-3, 1e-4, 1e-5, Smallest];

    /// <inheritdoc/>
    internal override string Name => "vector-field";

    /// <inheritdoc/>
    internal override string Title => "Vector fields of max(x₁, x₂)";

    /// <inheritdoc/>
    internal override string Question =>
        "Two inputs that hardly differ should have explanations that hardly differ. max(x₁, x₂) is the smallest function on which methods part: it is itself continuous, " +
        "but which of its inputs counts changes where x₁ = x₂. It is written as a network of three rectifiers and one output; the explanation (R₁, R₂) is drawn as an arrow at each point.";

    /// <inheritdoc/>
    internal override string PaperFound => "Sensitivity analysis and simple Taylor decomposition jump at x₁ = x₂; relevance propagation is continuous there.";

    /// <inheritdoc/>
    internal override Task<ExperimentResult> RunAsync(ExperimentContext context, CancellationToken cancellation)
    {
        var options = context.Options(cancellation);
        var methods = MaxFunction.Methods().Select(method => new MethodOnPlane(
            method.Title, method.Favoured, points => MaxFunction.Explain(method.Explainer, points, options),
            [.. Steps.Select(step => MaxFunction.LargestJump(points => MaxFunction.Explain(method.Explainer, points, options), step))])).ToList();
        return Task.FromResult(new ExperimentResult(
            VerdictText.Of(methods.Count(IsAsClaimed), methods.Count),
            Sentence(methods),
            [
                new("", VectorFieldFigure.Render(methods),
                    "Above: the explanation at each point of the plane as an arrow, and level lines of max(x₁, x₂). Below: R₁ and R₂ on the way from (0, 4) to (4, 0); a gap is a jump.", IsChart: true),
            ],
            [Table(methods)],
            new JsonObject { ["steps"] = new JsonArray([.. Steps]), ["methods"] = new JsonArray([.. methods.Select(ToJson)]) }));
    }

    /// <summary>Whether the explanation is continuous across the diagonal.</summary>
    internal static bool IsContinuous(MethodOnPlane method) => method.Jumps[^1] < Vanishing;

    /// <summary>What was found, and whether it is what the paper found.</summary>
    internal static string Sentence(IReadOnlyList<MethodOnPlane> methods)
    {
        var verdict = VerdictText.Of(methods.Count(IsAsClaimed), methods.Count);
        var groups = methods.GroupBy(IsContinuous).OrderBy(group => group.Key).Select(group => group.Key
            ? $"that by {Join(group)} is continuous"
            : $"the explanation by {Join(group)} jumps, however small the step");
        return $"{verdict.Text()}: where x₁ = x₂ is crossed, {string.Join(", ", groups)}; in brackets the largest change for a step of δ = {Power(Smallest)}, as a share of Σ|R|.";

        static string Join(IEnumerable<MethodOnPlane> group) => Readable.List(group.Select(method => $"{method.Title} ({Numbers.Real(method.Jumps[^1])})"));
    }

    private static bool IsAsClaimed(MethodOnPlane method) => IsContinuous(method) == method.Favoured;

    private static string Power(double step) => $"10{string.Concat($"{Math.Round(Math.Log10(step))}".Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']))}";

    private static ResultTable Table(IReadOnlyList<MethodOnPlane> methods) => new(
        "The largest jump across x₁ = x₂, as a share of Σ|R|, by the length of the step",
        ["Method", .. Steps.Select(step => $"δ = {Power(step)}".Replace(' ', '\u00a0'))],
        [.. methods.Select(method => (IReadOnlyList<string>)[method.Title, .. method.Jumps.Select(Numbers.Real)])]);

    private static JsonObject ToJson(MethodOnPlane method) => new()
    {
        ["title"] = method.Title,
        ["largest_jumps"] = new JsonArray([.. method.Jumps]),
        ["continuous"] = IsContinuous(method),
        ["continuous_in_the_paper"] = method.Favoured,
    };
}

/// <summary>A method on the plane of two inputs.</summary>
/// <param name="Title">What figures call it.</param>
/// <param name="Favoured">Whether the paper found it to be continuous.</param>
/// <param name="Explain">(R₁, R₂) at each point.</param>
/// <param name="Jumps">Its largest jump across the diagonal for ever smaller steps.</param>
internal sealed record MethodOnPlane(
    string Title, bool Favoured, Func<IReadOnlyList<(double X1, double X2)>, IReadOnlyList<(double R1, double R2)>> Explain, IReadOnlyList<double> Jumps);
