using System.Runtime.InteropServices;
using Mnist.Data;
using Relevance;
using Relevance.Imaging;
using TorchSharp;

namespace MnistExplanation.Explaining;

/// <summary>Images with their explanations.</summary>
internal sealed class ExplainedImages : IDisposable
{
    private readonly Explanation explanation;

    internal ExplainedImages(Method method, Explainer explainer, LoadedModel model, ImageSet images, Explanation explanation)
    {
        this.explanation = explanation;
        (Method, Explainer, Model, Images) = (method, explainer, model, images);
        Outcomes = [.. Enumerable.Range(0, images.Count).Select(OutcomeOf)];
    }

    internal Method Method { get; }

    internal Explainer Explainer { get; }

    internal LoadedModel Model { get; }

    internal ImageSet Images { get; }

    /// <summary>One for each image.</summary>
    internal IReadOnlyList<Outcome> Outcomes { get; }

    internal IReadOnlyDictionary<string, object> Parameters => explanation.Parameters;

    internal string Target => explanation.Target.ToString()!;

    internal torch.ScalarType ElementType => explanation.Relevance.dtype;

    /// <summary>The scores of one image.</summary>
    internal double[] Scores(int image)
    {
        using var scope = torch.NewDisposeScope();
        return explanation.Scores[image].to(torch.ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>The relevances of one image, as they were computed.</summary>
    internal double[] Relevance(int image)
    {
        using var scope = torch.NewDisposeScope();
        return explanation.Relevance[image].to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>All relevances, image by image; <typeparamref name="T"/> is float or double as <see cref="ElementType"/> says.</summary>
    internal T[] AllRelevances<T>()
        where T : unmanaged
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, T>(explanation.Relevance.contiguous().bytes).ToArray();
    }

    /// <summary>The heatmap of one image, for a picture.</summary>
    internal Map Heatmap(int image) =>
        new(LabelledImages.Side, LabelledImages.Side, Array.ConvertAll(Relevance(image), value => (float)value));

    /// <summary>One image, for a picture.</summary>
    internal Map Digit(int image) => Map.FromBytes(LabelledImages.Side, LabelledImages.Side, Images[image].Span);

    public void Dispose() => explanation.Dispose();

    private Outcome OutcomeOf(int image)
    {
        using var scope = torch.NewDisposeScope();
        var scores = Scores(image);
        var predicted = Array.IndexOf(scores, scores.Max());
        var probability = 1 / scores.Sum(score => Math.Exp(score - scores[predicted]));
        var explained = (int)explanation.Direction[image].argmax().item<long>();
        return new(predicted, probability, explained, explanation.ExplainedScores[image], explanation.TotalRelevances[image]);
    }
}
