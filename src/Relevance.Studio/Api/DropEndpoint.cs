using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>POST /api/drop</c>: compares the relevance of some pixels with the decrease of the score when they are removed.</summary>
internal static class DropEndpoint
{
    internal static Task<DropAnswer> PostAsync(DropBody body, StudioEngine engine, CancellationToken cancellation)
    {
        var image = engine.Normalize(body.Read(engine.Limits));
        var question = body.Ask(engine.ClassNames.Count);
        var relevance = Inputs.Checked(body.Relevance, "relevance");
        if (Inputs.Checked(body.Mask, "mask").Any(value => value is not (0 or 1)))
            throw StudioException.Invalid("'mask' holds other numbers than 0 (stays) and 1 (removed).");
        bool[] mask = [.. body.Mask.Select(value => value == 1)];
        var removal = new PixelRemoval(engine, image, body.Fill);
        return engine.RunAsync(_ =>
        {
            var (before, after) = (removal.Without(new bool[mask.Length]), removal.Without(mask));
            var predicted = Array.IndexOf(before, before.Max());
            return new DropAnswer(relevance.Where((_, pixel) => mask[pixel]).Sum(), question.Score(before, predicted) - question.Score(after, predicted));
        }, cancellation);
    }
}

/// <summary>What <c>drop</c> asks.</summary>
internal sealed record DropBody : QuestionBody
{
    /// <summary>1 for each pixel that is removed, 0 for each that stays.</summary>
    public required double[] Mask { get; init; }

    /// <summary>The relevance of each pixel.</summary>
    public required double[] Relevance { get; init; }

    /// <summary>The values that replace removed pixels: black, mean or blurred.</summary>
    public string Fill { get; set; } = "black";
}

/// <summary>The sum of the relevance of the removed pixels, and the actual decrease of the score.</summary>
internal sealed record DropAnswer(double Predicted, double Actual);
