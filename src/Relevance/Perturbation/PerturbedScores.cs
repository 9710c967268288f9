using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relevance.Baselines;

namespace Relevance.Perturbation;

/// <summary>Writes which features are present in 32 coalitions.</summary>
/// <param name="block">The first is coalition 32 · block.</param>
/// <param name="present">For each feature a word whose bit b says whether it is present in coalition 32 · block + b; bits of coalitions that there are not may be anything.</param>
internal delegate void PresenceWriter(int block, Span<uint> present);

/// <summary>
/// The explained scores of many perturbed copies of each image of a batch, in which some values are kept and the others replaced by those of a
/// baseline. No more than <see cref="ImageBatch{T}.Limit"/> copies exist at once on a thread.
/// </summary>
internal sealed class PerturbedScores<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockSize = 32;
    private readonly Model model;
    private readonly ImageBatch<T> batch;
    private readonly Baseline baseline;
    private readonly Tensor<T> direction;

    internal PerturbedScores(Model model, ImageBatch<T> batch, Baseline baseline)
    {
        (this.model, this.batch, this.baseline, Fill) = (model, batch, baseline, baseline.For(batch.Images));
        Scores = model.Scores(batch.Images, batch.Cancellation);
        direction = batch.Direction(Scores);
        OfImages = Sums.PerImage(Scores, direction);
    }

    /// <summary>The baseline of each image.</summary>
    internal Tensor<T> Fill { get; }

    /// <summary>The model's scores of the images themselves, [n, K].</summary>
    internal Tensor<T> Scores { get; }

    /// <summary>The explained score of each image itself.</summary>
    internal double[] OfImages { get; }

    /// <summary>The explained score of each image's baseline.</summary>
    internal double[] OfBaselines()
    {
        batch.ThrowIfCancelled();
        var different = baseline.DependsOnImage ? Fill : Tensors.Range(Fill, 0, 1);
        var scores = model.Scores(different, batch.Cancellation);
        return [.. Enumerable.Range(0, batch.Count).Select(i => Sums.Product<T>(scores.Image(baseline.DependsOnImage ? i : 0), direction.Image(i)))];
    }

    /// <summary>The explained scores of perturbed copies.</summary>
    /// <param name="count">The number of copies of each image.</param>
    /// <param name="copy">Writes a copy.</param>
    /// <returns>For each image those of all its copies, [n][count].</returns>
    internal double[][] Of(int count, VariantWriter<T> copy)
    {
        double[][] scores = [.. Enumerable.Range(0, batch.Count).Select(_ => new double[count])];
        ForEach(count, copy, (v, i, score) => scores[i][v] = score);
        return scores;
    }

    /// <summary>The explained scores of copies in which some features are present and the others replaced.</summary>
    /// <param name="features">The features.</param>
    /// <param name="count">The number of coalitions.</param>
    /// <param name="presence">Which features each has. May be called from several threads at once.</param>
    /// <returns>For each image those of all coalitions, [n][count].</returns>
    internal double[][] OfCoalitions(Features features, int count, PresenceWriter presence)
    {
        double[][] scores = [.. Enumerable.Range(0, batch.Count).Select(_ => new double[count])];
        ForEachCoalition(features, count, presence, (v, i, score) => scores[i][v] = score);
        return scores;
    }

    /// <summary>As <see cref="OfCoalitions"/>, with something to do with each score: told the coalition, the image and the score, coalition by coalition in order.</summary>
    internal void ForEachCoalition(Features features, int count, PresenceWriter presence, Action<int, int, double> use)
    {
        // One block for each thread: neighbouring coalitions are written by the same.
        using var blocks = new ThreadLocal<Block>(() => new(features, presence));
        ForEach(count, (v, i, values) => blocks.Value!.Write(v, batch.Images.Image(i), Fill.Image(i), values), use);
    }

    private void ForEach(int count, VariantWriter<T> copy, Action<int, int, double> use) => batch.ForEachVariant(
        count, copy, direction, copies => model.Scores(copies.Images, copies.Cancellation), (v, i, scores) => use(v, i, Sums.Product(scores, direction.Image(i))));

    /// <summary>The presence of 32 coalitions, spread over the values of an image: a copy is then one pass over them, without a look at the features.</summary>
    private sealed class Block(Features features, PresenceWriter presence)
    {
        private readonly uint[] perFeature = new uint[features.Count];
        // Integers of the size of a value.
        private readonly T[] perValue = new T[features.OfValues.Length];
        private int block = -1;

        internal void Write(int coalition, ReadOnlySpan<T> image, ReadOnlySpan<T> fill, Span<T> copy)
        {
            if (Unsafe.SizeOf<T>() == sizeof(uint))
                Write(MemoryMarshal.Cast<T, uint>(perValue.AsSpan()), coalition, image, fill, copy);
            else
                Write(MemoryMarshal.Cast<T, ulong>(perValue.AsSpan()), coalition, image, fill, copy);
        }

        private void Write<TWord>(Span<TWord> words, int coalition, ReadOnlySpan<T> image, ReadOnlySpan<T> fill, Span<T> copy)
            where TWord : unmanaged, IBinaryInteger<TWord>
        {
            if (coalition / BlockSize != block)
            {
                block = coalition / BlockSize;
                presence(block, perFeature);
                var ofValues = features.OfValues;
                for (var i = 0; i < words.Length; i++)
                    words[i] = TWord.CreateTruncating(perFeature[ofValues[i]]);
            }
            Spans.Choose(words, TWord.One << (coalition % BlockSize), image, fill, copy);
        }
    }
}
