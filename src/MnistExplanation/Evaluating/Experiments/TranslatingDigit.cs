using Relevance.Imaging;
using Relevance.Metrics;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What was found of digits that move.</summary>
/// <param name="Digit">The digit of the figure.</param>
/// <param name="Target">Its explained class.</param>
/// <param name="Scores">The score of that class at each place.</param>
/// <param name="Methods">What each method says.</param>
internal sealed record TranslatingDigit(MovedDigit Digit, int Target, IReadOnlyList<double> Scores, IReadOnlyList<TranslatingMethod> Methods);

/// <summary>What a method says of digits that move.</summary>
/// <param name="Method">The method.</param>
/// <param name="Results">The measure over all digits, for each network; the first digit in the first network is that of the figure.</param>
/// <param name="Maps">The heatmaps of the digit of the figure, place by place.</param>
internal sealed record TranslatingMethod(ComparedMethod Method, IReadOnlyList<MeasureResult> Results, IReadOnlyList<Map> Maps)
{
    /// <summary>What figures call it.</summary>
    internal string Title => Method.Title;

    /// <summary>The largest jump, as a share of the mean Σ|R|.</summary>
    internal RankedMethod RankedMethod => RankedMethod.Of(Title, Results, Method.Favoured);

    /// <summary>The largest jump, as a share of what the quadrants hold: in a method of both signs less than Σ|R|, for there they cancel.</summary>
    internal RankedMethod OwnScale => new(Title, [.. Results.Select(result => RankedMethod.OrNaN(
        [.. result.Values.Select((value, image) => value is null ? null : JumpOfQuadrants([.. result.Curves.Select(curve => curve.Values[image]!)]))]))], Method.Favoured);

    /// <summary>max over t, q of |R_q(t + 1) − R_q(t)|, divided by the mean over t of Σ_q |R_q(t)|; null where that is 0.</summary>
    internal static double? JumpOfQuadrants(IReadOnlyList<IReadOnlyList<double>> quadrants)
    {
        var held = Enumerable.Range(0, quadrants[0].Count).Average(t => quadrants.Sum(quadrant => Math.Abs(quadrant[t])));
        var jump = quadrants.Max(quadrant => quadrant.Zip(quadrant.Skip(1), (now, next) => Math.Abs(next - now)).Max());
        return held > 0 ? jump / held : null;
    }

    /// <summary>The relevance of each quadrant of the figure's digit, as a share of the mean Σ|R| over the places; empty if the measure failed there.</summary>
    internal IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Quadrants
    {
        get
        {
            var magnitude = Maps.Average(map => map.Values.ToArray().Sum(value => Math.Abs((double)value)));
            return [.. Results[0].Curves.Where(curve => curve.Values[0] is not null)
                .Select(curve => (curve.Name, (IReadOnlyList<double>)[.. curve.Values[0]!.Select(value => value / magnitude)]))];
        }
    }
}
