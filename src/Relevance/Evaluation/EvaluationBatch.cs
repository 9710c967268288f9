using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>The images and explanations that a measure judges at once, and all that it may ask about them.</summary>
internal sealed class EvaluationBatch
{
    private readonly Explainer explainer;
    private readonly Explanation explanation;
    private readonly ExplainOptions options;
    private readonly Effort effort;
    private readonly SharedPasses? shared;
    private readonly double[] scores;

    internal EvaluationBatch(
        Explainer explainer, Tensor images, Explanation explanation, long first, long count, ExplainOptions options, Effort effort, SharedPasses? shared)
    {
        (this.explainer, this.explanation, this.options, this.effort, this.shared, First) = (explainer, explanation, options, effort, shared, first);
        // A copy in any case: libtorch aligns its own memory, and on other memory matrix products differ in the last bit.
        Images = images.narrow(0, first, count).to(explainer.Model.ElementType, copy: true).contiguous();
        Relevance = explanation.Relevance.narrow(0, first, count).to(ScalarType.Float64, copy: true).contiguous();
        Direction = explanation.Direction.narrow(0, first, count).to(ScalarType.Float64, copy: true);
        Weights = Direction.contiguous().data<double>().ToArray();
        scores = explanation.Scores.narrow(0, first, count).to(ScalarType.Float64, copy: true).contiguous().data<double>().ToArray();
        Relevances = PerImage(Relevance);
        IsFinite = [.. Relevances.Select(row => row.All(double.IsFinite))];
    }

    /// <summary>[n, C, H, W], of the model's type.</summary>
    internal Tensor Images { get; }

    /// <summary>What is judged, [n, C, H, W] in float64.</summary>
    internal Tensor Relevance { get; }

    /// <summary>The same, [n][C · H · W].</summary>
    internal double[][] Relevances { get; }

    /// <summary>Whether all relevances of an image are finite.</summary>
    internal bool[] IsFinite { get; }

    /// <summary>The weights of the explained sum of scores, [n, K] in float64.</summary>
    internal Tensor Direction { get; }

    /// <summary>The same, n · K values.</summary>
    internal double[] Weights { get; }

    /// <summary>n.</summary>
    internal int Count => (int)Images.shape[0];

    /// <summary>The place of the first image among all that are judged.</summary>
    internal long First { get; }

    /// <summary>How many variants of all images may go through the model at once.</summary>
    internal int AtOnce => Math.Max(1, options.BatchSize / Count);

    /// <summary>For each image random numbers of its own, the same for the same seed and place.</summary>
    internal Random[] Randoms(int seed) => [.. Enumerable.Range(0, Count).Select(i => new Random(Seeds.Of(seed, First + i)))];

    /// <summary>The explained score of each image.</summary>
    internal double[] Scores(ScoreScale scale = ScoreScale.Logit) => Scaled(scores, scale);

    /// <summary>What does not depend on the explanation: once for all methods, where passes are shared.</summary>
    /// <param name="key">The question: a value with all that determines the answer beside the images and the weights of their scores.</param>
    /// <param name="compute">Answers it.</param>
    internal T OfImages<T>(object key, Func<T> compute)
        where T : notnull => shared is null ? compute() : shared.Get(key, null, this, compute);

    /// <summary>What depends on the explanation: once for all measures of it, where passes are shared.</summary>
    /// <inheritdoc cref="OfImages"/>
    internal T OfExplanation<T>(object key, Func<T> compute)
        where T : notnull => shared is null ? compute() : shared.Get(key, explanation, this, compute);

    /// <summary>The explained scores of variants of the images, no more at once than the batch size allows.</summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Makes variant v of all images, [n, C, H, W]; asked in the order of v.</param>
    /// <param name="use">Told v and the scores of that variant of each image.</param>
    internal void ScoreVariants(int count, Func<int, Tensor> variant, Action<int, double[]> use) =>
        ScoreVariants(count, variant, (number, scaled) => use(number, scaled(ScoreScale.Logit)));

    /// <summary>The same in any unit.</summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Makes variant v of all images, [n, C, H, W]; asked in the order of v.</param>
    /// <param name="use">Told v and, given a unit, the scores of that variant of each image.</param>
    internal void ScoreVariants(int count, Func<int, Tensor> variant, Action<int, Func<ScoreScale, double[]>> use) =>
        ForEachVariant(count, variant, (images, number) =>
        {
            effort.AddPasses(images.shape[0]);
            var rows = explainer.Model.Scores(images).to(ScalarType.Float64).contiguous().data<double>().ToArray();
            return i => (Func<ScoreScale, double[]>)(scale => Scaled(rows.AsSpan(i * Weights.Length, Weights.Length), scale));
        }, use);

    /// <summary>What the method finds for variants of the images, explaining the same sum of scores: [n, C, H, W] in float64, freed after use.</summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Makes variant v of all images, [n, C, H, W]; asked in the order of v.</param>
    /// <param name="use">Told v and the relevance of that variant of each image.</param>
    internal void ExplainVariants(int count, Func<int, Tensor> variant, Action<int, Tensor> use) =>
        ForEachVariant(count, variant, (images, number) =>
        {
            var relevance = Explain(explainer, images, number == 1 ? Direction : Direction.repeat([number, 1]));
            return i => relevance.narrow(0, i * Count, Count);
        }, use);

    /// <summary>What the method finds for variants of the images, one of each, explaining the same sum of scores: of their shape, in float64.</summary>
    internal Tensor Explain(Tensor variants) => Explain(explainer, variants, Direction);

    /// <summary>What a method finds for images, in float64.</summary>
    /// <param name="method">The method.</param>
    /// <param name="images">[m, C, H, W].</param>
    /// <param name="direction">The weights of their scores, [m, K].</param>
    internal Tensor Explain(Explainer method, Tensor images, Tensor direction)
    {
        effort.AddExplanations(images.shape[0]);
        using var found = method.Explain(images, new GivenDirection(direction), options with { Progress = null });
        return found.Relevance.to(ScalarType.Float64, copy: true);
    }

    /// <summary>Ends the computation where that was asked for.</summary>
    internal void ThrowIfCancelled() => options.CancellationToken.ThrowIfCancellationRequested();

    /// <summary>The values of each image in a row.</summary>
    internal static double[][] PerImage(Tensor values)
    {
        using var scope = NewDisposeScope();
        var all = values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return [.. all.Chunk(all.Length / (int)values.shape[0])];
    }

    private void ForEachVariant<T>(int count, Func<int, Tensor> variant, Func<Tensor, int, Func<int, T>> compute, Action<int, T> use)
    {
        for (var first = 0; first < count; first += AtOnce)
        {
            ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var number = Math.Min(AtOnce, count - first);
            var variants = Enumerable.Range(first, number).Select(variant).ToArray();
            var result = compute(number == 1 ? variants[0] : cat(variants, 0), number);
            for (var i = 0; i < number; i++)
                use(first + i, result(i));
        }
    }

    /// <summary>The explained score of each image, given the scores of all.</summary>
    private double[] Scaled(ReadOnlySpan<double> values, ScoreScale scale)
    {
        var (classes, explained) = (Weights.Length / Count, new double[Count]);
        for (var i = 0; i < Count; i++)
            explained[i] = scale.Of(values.Slice(i * classes, classes), Weights.AsSpan(i * classes, classes));
        return explained;
    }
}
