using System.Text.Json.Serialization;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>The test digits inside the program.</summary>
internal static class DigitEndpoints
{
    /// <summary><c>GET /api/digits</c>.</summary>
    internal static IReadOnlyList<DigitEntry> List(StudioEngine engine) => [.. engine.Model.Examples.Indices.Select((_, place) => Entry(place, engine))];

    /// <summary><c>GET /api/digits/{index}</c>.</summary>
    internal static DigitAnswer Get(int index, StudioEngine engine)
    {
        var place = engine.PlaceOf(index);
        if (place < 0)
            throw new StudioException(404, "There is no such digit", $"Test digit {index} is not inside the program; /api/digits lists those that are.");
        var (_, label, predicted, probability) = Entry(place, engine);
        return new(index, label, predicted, probability, Image(place, engine));
    }

    /// <summary><c>POST /api/nearest</c>: by Euclidean distance of the intensities.</summary>
    internal static IReadOnlyList<Neighbour> Nearest(NearestBody body, StudioEngine engine)
    {
        var (image, examples) = (body.Read(engine.Limits), engine.Model.Examples);
        if (body.Count < 1 || body.Count > examples.Count)
            throw StudioException.Invalid($"'count' is {body.Count}; give 1 to {examples.Count}.");
        return
        [
            .. examples.Indices.Select((index, place) => (index, place, distance: Distance(image, Image(place, engine))))
                .OrderBy(digit => digit.distance).Take(body.Count)
                .Select(digit => new Neighbour(digit.index, examples.Labels?[digit.place], digit.distance, Image(digit.place, engine))),
        ];
    }

    private static DigitEntry Entry(int place, StudioEngine engine)
    {
        var found = engine.Examples.Value[place];
        return new(engine.Model.Examples.Indices[place], engine.Model.Examples.Labels?[place], found.Predicted, found.Probabilities[found.Predicted]);
    }

    private static double[] Image(int place, StudioEngine engine) => Inputs.ToIntensities(engine.Model.Examples[place].Span);

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}

/// <summary>A test digit: its place in MNIST's test set, its true class or null if unknown, what the network says.</summary>
internal sealed record DigitEntry(int Index, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Label, int Predicted, double Probability);

/// <summary>The same with its image.</summary>
internal sealed record DigitAnswer(int Index, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Label, int Predicted, double Probability, double[] Image);

/// <summary>What <c>nearest</c> asks.</summary>
internal sealed record NearestBody : ImageBody
{
    /// <summary>The number of digits to find.</summary>
    public int Count { get; set; } = 5;
}

/// <summary>A test digit that is like an image.</summary>
internal sealed record Neighbour(int Index, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Label, double Distance, double[] Image);
