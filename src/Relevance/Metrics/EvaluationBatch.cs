using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Randomness;

namespace Relevance.Metrics;

/// <summary>Receives the scores of a variant of an image.</summary>
/// <param name="variant">The number of the variant.</param>
/// <param name="image">The number of the image in its batch.</param>
/// <param name="scores">The scores of all classes.</param>
public delegate void ScoreReader(int variant, int image, ReadOnlySpan<double> scores);

/// <summary>
/// The images and explanations that a measure judges at once on one thread, with the queries of the model and the explainer that it may make.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class EvaluationBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Streams of random numbers that no method uses with any seed, so that methods are judged by other numbers than they have drawn themselves.
    /// </summary>
    private const long Streams = 1L << 40;

    private readonly Explainer explainer;
    private readonly Explanation<T> explanation;
    private readonly ImageBatch<T> batch;
    private readonly Effort effort;
    private readonly SharedPasses<T>? shared;
    private readonly double[] scores;

    internal EvaluationBatch(
        Explainer explainer, Tensor<T> images, Explanation<T> explanation, int first, int count, ExplainOptions options, Effort effort, SharedPasses<T>? shared)
    {
        (this.explainer, this.explanation, this.effort, this.shared, First) = (explainer, explanation, effort, shared, first);
        Direction = Tensors.Range(explanation.Direction, first, count);
        Weights = ToDoubles(Direction.Values);
        scores = ToDoubles(Tensors.Range(explanation.Scores, first, count).Values);
        batch = new(Tensors.View(images, first, count), [.. Enumerable.Range(first, count)], Given(Direction), options);
        Relevances = [.. Enumerable.Range(first, count).Select(image => ToDoubles(explanation.Relevance.Image(image)))];
        IsFinite = [.. Relevances.Select(row => row.All(double.IsFinite))];
    }

    /// <summary>The images, [n, …].</summary>
    public Tensor<T> Images => batch.Images;

    /// <summary>The shape of one image.</summary>
    public Shape ImageShape => Images.ImageShape;

    /// <summary>The relevances to judge, [n][C · H · W].</summary>
    public double[][] Relevances { get; }

    /// <summary>Whether all relevances of each image are finite.</summary>
    public bool[] IsFinite { get; }

    /// <summary>The weights of the explained sum of scores, [n, K].</summary>
    public Tensor<T> Direction { get; }

    /// <summary>The same, n · K values.</summary>
    internal double[] Weights { get; }

    /// <summary>K, the number of scores.</summary>
    public int Classes => Weights.Length / Count;

    /// <summary>n, the number of images.</summary>
    public int Count => batch.Count;

    /// <summary>The index of the first image of this batch among all images.</summary>
    public int First { get; }

    /// <summary>Gets the random numbers of an image, which depend only on the seed, the family and the image's index among all images.</summary>
    /// <param name="image">The number of the image in this batch.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="family">The number of an independent set of random numbers, from 0.</param>
    public RandomNumbers Random(int image, int seed, int family = 0) => new(seed, (family + 1) * Streams + First + image);

    /// <summary>Computes the explained score of each image.</summary>
    /// <param name="scale">The units of the score.</param>
    public double[] Scores(ScoreScale scale = ScoreScale.Logit)
    {
        var explained = new double[Count];
        for (var image = 0; image < explained.Length; image++)
            explained[image] = Scaled(image, scores.AsSpan(image * Classes, Classes), scale);
        return explained;
    }

    /// <summary>Computes the explained score of an image, or of a variant of it, from the scores of all classes.</summary>
    /// <param name="image">The number of the image in this batch.</param>
    /// <param name="scores">The scores of all classes.</param>
    /// <param name="scale">The units of the score.</param>
    public double Scaled(int image, ReadOnlySpan<double> scores, ScoreScale scale = ScoreScale.Logit) =>
        scale.Of(scores, Weights.AsSpan(image * scores.Length, scores.Length));

    /// <summary>What does not depend on the explanation: once for all methods, where passes are shared.</summary>
    /// <param name="key">The question: a value with all that determines the answer beside the images and the weights of their scores.</param>
    /// <param name="compute">Answers it.</param>
    internal TAnswer OfImages<TAnswer>(object key, Func<TAnswer> compute)
        where TAnswer : notnull => shared is null ? compute() : shared.Get(key, null, this, compute);

    /// <summary>What depends on the explanation: once for all measures of it, where passes are shared.</summary>
    /// <inheritdoc cref="OfImages"/>
    internal TAnswer OfExplanation<TAnswer>(object key, Func<TAnswer> compute)
        where TAnswer : notnull => shared is null ? compute() : shared.Get(key, explanation, this, compute);

    /// <summary>Computes the scores of variants of the images.</summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Writes the values of variant v of image i; may be called from several threads at once.</param>
    /// <param name="use">Receives v, i and the scores, in the order of the variants.</param>
    public void ScoreVariants(int count, VariantWriter<T> variant, ScoreReader use)
    {
        var wide = new double[Classes];
        batch.ForEachVariant(count, variant, Direction, variants =>
        {
            effort.AddPasses(variants.Count);
            return explainer.Model.Scores(variants.Images, variants.Cancellation);
        }, (v, image, found) =>
        {
            for (var k = 0; k < wide.Length; k++)
                wide[k] = double.CreateTruncating(found[k]);
            use(v, image, wide);
        });
    }

    /// <summary>What the explained score of each image loses in each of its variants, [n][count].</summary>
    /// <inheritdoc cref="ScoreVariants"/>
    internal double[][] ScoresLost(int count, VariantWriter<T> variant)
    {
        var before = Scores();
        double[][] lost = [.. before.Select(_ => new double[count])];
        ScoreVariants(count, variant, (v, image, scores) => lost[image][v] = before[image] - Scaled(image, scores));
        return lost;
    }

    /// <summary>
    /// Explains variants of the images by the method that is judged, for the same weighted sum of scores as the image itself. The method draws the same random
    /// numbers for all variants of an image.
    /// </summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Writes the values of variant v of image i; may be called from several threads at once.</param>
    /// <param name="use">Receives v, i and the relevance, in the order of the variants.</param>
    public void ExplainVariants(int count, VariantWriter<T> variant, VariantReader<T> use) => ExplainVariants(explainer, Direction, count, variant, use);

    /// <summary>What a method finds for the images themselves.</summary>
    /// <param name="method">The method.</param>
    /// <param name="direction">The weights of the scores, [n, K].</param>
    /// <param name="use">Told i and the relevance.</param>
    internal void Explain(Explainer method, Tensor<T> direction, VariantReader<T> use) =>
        ExplainVariants(method, direction, 1, (_, image, values) => Images.Image(image).CopyTo(values), use);

    private void ExplainVariants(Explainer method, Tensor<T> direction, int count, VariantWriter<T> variant, VariantReader<T> use) =>
        batch.ForEachVariant(count, variant, direction, variants =>
        {
            effort.AddExplanations(variants.Count);
            return Explainer.ExplainBatch(method, variants).Relevance;
        }, use);

    private static ChooseDirection Given(Tensor<T> direction) => (image, _, chosen) =>
    {
        var own = direction.Image(image);
        for (var k = 0; k < chosen.Length; k++)
            chosen[k] = double.CreateTruncating(own[k]);
    };

    private static double[] ToDoubles(ReadOnlySpan<T> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = double.CreateTruncating(values[i]);
        return wide;
    }
}
