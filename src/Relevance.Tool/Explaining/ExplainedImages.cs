using System.Numerics.Tensors;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Propagation;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>Images with their explanations.</summary>
internal sealed class ExplainedImages
{
    private readonly ExplainRequest request;
    private readonly Explanation<double> explanation;
    private readonly Tensor<double> classScores;

    internal ExplainedImages(
        ExplainRequest request, Explainer explainer, LoadedModel model, ImageSet images, Explanation<double> explanation, Tensor<double>? classScores = null, Ledger? ledger = null)
    {
        (this.request, this.explanation, this.classScores) = (request, explanation, classScores ?? explanation.Scores);
        (Explainer, Model, Images, Ledger) = (explainer, model, images, ledger);
        Predictions = [.. Enumerable.Range(0, images.Count).Select(PredictionOf)];
    }

    internal MethodCall Method => request.Method;

    /// <summary>The method with everything that decides its values, in the words of the command line.</summary>
    internal string Recipe => request.Recipe;

    /// <summary>The file with the composite of the propagation; null where the method says all.</summary>
    internal string? CompositeFile => request.CompositeFile;

    internal Explainer Explainer { get; }

    internal LoadedModel Model { get; }

    internal ImageSet Images { get; }

    /// <summary>The ledger of the propagation; null if it was not recorded.</summary>
    internal Ledger? Ledger { get; }

    /// <summary>Warnings and notes for the user.</summary>
    internal Warnings Warnings { get; init; } = new([], 0);

    /// <summary>What is explained if it is not a class.</summary>
    internal HiddenUnit? Unit => PropagationNotation.UnitOf(Method);

    /// <summary>One for each image.</summary>
    internal IReadOnlyList<Prediction> Predictions { get; }

    /// <summary>Whether negative values occur and speak against what is explained.</summary>
    internal bool IsSigned => Explainer.IsSigned;

    /// <summary>Further results of the method for one image, by name.</summary>
    internal IEnumerable<KeyValuePair<string, double>> Diagnostics(int image) =>
        explanation.Diagnostics.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[image]));

    internal IReadOnlyDictionary<string, object> Parameters => explanation.Parameters;

    internal string Target => Unit is { } unit ? $"unit {unit}" : explanation.Target.ToString()!;

    /// <summary>Whether all was computed in float64; otherwise the numbers are those of float32.</summary>
    internal bool IsDouble => request.IsDouble;

    /// <summary>The shape of the relevance of one image: that of its pixels, or of a hidden layer's output.</summary>
    internal Shape Shape => explanation.Relevance.ImageShape;

    /// <summary>The hidden layer whose relevance it is; null for the pixels.</summary>
    internal string? Layer => PropagationNotation.LayerOf(Method);

    /// <summary>What is explained of one image, such as "4", "4 not 9" or "unit 3:2".</summary>
    internal string Explained(int image)
    {
        if (Unit is not null)
            return Target;
        var name = ClassName(Predictions[image].Explained);
        return request.Contrast is { } other ? $"{name} not {ClassName(other)}" : name;
    }

    /// <summary>The name of a class.</summary>
    internal string ClassName(int index) => Model.ClassNames[index];

    /// <summary>The scores of the classes for one image.</summary>
    internal double[] Scores(int image) => classScores.Image(image).ToArray();

    /// <summary>The relevances of one image, as they were computed.</summary>
    internal double[] Relevance(int image) => explanation.Relevance.Image(image).ToArray();

    /// <summary>How uncertain they are, in the same order; null where the method does not say.</summary>
    internal double[]? StandardErrors(int image) => explanation.StandardErrors?.Image(image).ToArray();

    /// <summary>All relevances, image by image.</summary>
    internal ReadOnlySpan<double> AllRelevances => explanation.Relevance.Values;

    /// <summary>The heatmap of the pixels of one image, for a picture.</summary>
    internal Map Heatmap(int image) =>
        explanation.Heatmap(image).Map;

    /// <summary>One image, for a picture.</summary>
    internal Map Picture(int image) => Images.Map(image);

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
            largest = Math.Max(largest, value);
        return largest;
    }

    private Prediction PredictionOf(int image)
    {
        var scores = Scores(image);
        var predicted = Array.IndexOf(scores, scores.Max());
        var probability = 1 / scores.Sum(score => Math.Exp(score - scores[predicted]));
        return new(predicted, probability, ExplainedClass(image, predicted), explanation.ExplainedScores[image], explanation.TotalRelevances[image]);
    }

    private int ExplainedClass(int image, int predicted)
    {
        if (Unit is not null)
            return predicted;
        var direction = explanation.Direction.Image(image);
        // A class against itself is nothing: no score has a positive weight.
        return request.Contrast is { } other && !direction.ContainsAnyInRange(double.Epsilon, double.MaxValue) ? other : direction.IndexOf(Largest(direction));
    }
}
