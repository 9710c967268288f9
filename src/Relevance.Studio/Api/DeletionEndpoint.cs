using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>POST /api/deletion</c>: removes one pixel after the other, the most relevant first, and compares with random orders.</summary>
internal static class DeletionEndpoint
{
    internal static async Task<DeletionAnswer> PostAsync(DeletionBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var image = engine.Normalize(body.Read(engine.Limits));
        var question = body.Ask(engine.ClassNames.Count);
        var relevance = Inputs.Checked(body.Relevance, "relevance");
        if (body.RandomOrders < 0 || body.RandomOrders > engine.Limits.RandomOrders)
            throw StudioException.Invalid($"'randomOrders' is {body.RandomOrders}; give 0 to {engine.Limits.RandomOrders}.");
        var removal = new PixelRemoval(engine, image, body.Fill);
        // OrderBy keeps the order of equal pixels: the seed says which.
        int[] order = [.. ByChance(new Random(body.Seed), image.Length).OrderByDescending(pixel => relevance[pixel])];
        return await engine.RunAsync(token =>
        {
            var found = removal.InOrder(order, token);
            var predicted = Array.IndexOf(found[0], found[0].Max());
            float[][][] random = [.. Enumerable.Range(1, body.RandomOrders).Select(number => removal.InOrder(ByChance(new Random(unchecked(body.Seed + number)), image.Length), token))];
            Curves Of(Func<float[], double> value) => new([.. found.Select(value)], Band.Of([.. random.Select(curve => curve.Select(value).ToArray())], found.Length));
            var (byScore, byProbability) = (Of(scores => question.Score(scores, predicted)), Of(scores => Explained.Softmax(scores)[question.Of(predicted)]));
            return new DeletionAnswer(byScore.ByRelevance, byScore.Random, byProbability, order, removal.Fill);
        }, cancellation);
    }

    private static int[] ByChance(Random random, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }
}

/// <summary>What <c>deletion</c> asks.</summary>
internal sealed record DeletionBody : QuestionBody
{
    /// <summary>The relevance of each pixel.</summary>
    public required double[] Relevance { get; init; }

    /// <summary>The values that replace removed pixels: black, mean or blurred.</summary>
    public string Fill { get; set; } = "black";

    /// <summary>The number of random orders.</summary>
    public int RandomOrders { get; set; } = 10;

    /// <summary>The seed of the random orders.</summary>
    public int Seed { get; set; }
}

/// <summary>
/// Curves after the removal of 0 to 784 pixels: the explained score (with a contrast, the difference), and the probability of the class; the order of the
/// pixels, and the value that replaces each.
/// </summary>
internal sealed record DeletionAnswer(double[] ByRelevance, Band? Random, Curves Probabilities, int[] Order, double[] Fill);

/// <summary>The curve in the order of relevance, and those of random orders.</summary>
internal sealed record Curves(double[] ByRelevance, Band? Random);

/// <summary>The curves of random orders: their mean, minimum and maximum at each step; null for none.</summary>
internal sealed record Band(double[] Mean, double[] Low, double[] High)
{
    internal static Band? Of(double[][] curves, int length) => curves.Length == 0 ? null : new(
        [.. Enumerable.Range(0, length).Select(i => curves.Average(curve => curve[i]))],
        [.. Enumerable.Range(0, length).Select(i => curves.Min(curve => curve[i]))],
        [.. Enumerable.Range(0, length).Select(i => curves.Max(curve => curve[i]))]);
}
