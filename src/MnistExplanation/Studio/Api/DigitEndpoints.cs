using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;

namespace MnistExplanation.Studio.Api;

/// <summary>The test digits inside the program.</summary>
internal static class DigitEndpoints
{
    private static readonly EmbeddedDigits Embedded = EmbeddedDigits.Instance;

    /// <summary><c>GET /api/digits</c>.</summary>
    internal static IReadOnlyList<DigitEntry> List(StudioEngine engine) => [.. Embedded.Indices.Select((_, place) => Entry(place, engine))];

    /// <summary><c>GET /api/digits/{index}</c>.</summary>
    internal static DigitAnswer Get(int index, StudioEngine engine)
    {
        var place = ((List<int>)[.. Embedded.Indices]).IndexOf(index);
        if (place < 0)
            throw new StudioException(404, "There is no such digit", $"Test digit {index} is not inside the program; /api/digits lists those that are.");
        var (_, label, predicted, probability) = Entry(place, engine);
        return new(index, label, predicted, probability, Image(place));
    }

    /// <summary><c>POST /api/nearest</c>: by Euclidean distance of the intensities.</summary>
    internal static IReadOnlyList<Neighbour> Nearest(NearestBody body, StudioEngine engine)
    {
        var image = body.Read(engine.Limits);
        if (body.Count < 1 || body.Count > Embedded.Indices.Count)
            throw StudioException.Invalid($"'count' is {body.Count}; give 1 to {Embedded.Indices.Count}.");
        return
        [
            .. Embedded.Indices.Select((index, place) => (index, place, distance: Distance(image, Image(place))))
                .OrderBy(digit => digit.distance).Take(body.Count)
                .Select(digit => new Neighbour(digit.index, Embedded.Images.Labels.Span[digit.place], digit.distance, Image(digit.place))),
        ];
    }

    private static DigitEntry Entry(int place, StudioEngine engine)
    {
        var found = engine.Digits.Value[place];
        return new(Embedded.Indices[place], Embedded.Images.Labels.Span[place], found.Predicted, found.Probabilities[found.Predicted]);
    }

    private static double[] Image(int place) => Inputs.ToIntensities(Embedded.All()[place].Span);

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}

/// <summary>A test digit: its place in MNIST's test set, its true class, what the network says.</summary>
internal sealed record DigitEntry(int Index, int Label, int Predicted, double Probability);

/// <summary>The same with its image.</summary>
internal sealed record DigitAnswer(int Index, int Label, int Predicted, double Probability, double[] Image);

/// <summary>What <c>nearest</c> asks.</summary>
internal sealed record NearestBody : ImageBody
{
    /// <summary>How many.</summary>
    public int Count { get; init; } = 5;
}

/// <summary>A test digit that is like an image.</summary>
internal sealed record Neighbour(int Index, int Label, double Distance, double[] Image);
