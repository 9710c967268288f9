using System.Globalization;
using System.Runtime.InteropServices;
using Relevance.Perturbation;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <inheritdoc cref="Imputation.NoisyLinear"/>
/// <param name="Noise">The standard deviation of the noise.</param>
internal sealed record LinearImputation(double Noise) : Imputation
{
    internal override string Suffix => "-road";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"noisy-linear(noise={Noise})");

    internal override Removing Begin(EvaluationBatch batch, Features features, int seed)
    {
        if (batch.Images.dim() != 4)
            throw new ArgumentException($"Noisy linear imputation is for images [N, C, H, W]; these have shape [{string.Join(", ", batch.Images.shape)}].");
        return new Solving(batch, features, Noise, seed);
    }

    /// <summary>Solves the system of each image and channel at each step.</summary>
    private sealed class Solving : Removing
    {
        private readonly Features features;
        private readonly int height, width;
        private readonly double[] originals, noise;
        private readonly bool[] removed;
        private readonly double[][] means;

        internal Solving(EvaluationBatch batch, Features features, double deviation, int seed)
            : base(batch.Images.clone())
        {
            this.features = features;
            (height, width) = ((int)batch.Images.shape[2], (int)batch.Images.shape[3]);
            originals = batch.Images.to(ScalarType.Float64).contiguous().data<double>().ToArray();
            removed = new bool[originals.Length];
            // One draw for each value of an image, so that it does not flicker from step to step.
            noise = new double[originals.Length];
            var randoms = batch.Randoms(seed);
            for (var i = 0; i < noise.Length && deviation > 0; i++)
                noise[i] = deviation * Draws.Normal(randoms[i / (noise.Length / batch.Count)]);
            means = [.. EvaluationBatch.PerImage(batch.Images).Select(double[] (row) => [.. row.Chunk(height * width).Select(channel => channel.Average())])];
        }

        internal override void Remove(long[] which)
        {
            for (var image = 0; image < which.Length; image++)
            {
                foreach (var value in features.Members[(int)which[image]])
                    removed[image * (removed.Length / which.Length) + value] = true;
            }
        }

        internal override void Fill()
        {
            var (values, pixels) = ((double[])originals.Clone(), height * width);
            for (var first = 0; first < values.Length; first += pixels)
            {
                var (image, channel) = (first / pixels / means[0].Length, first / pixels % means[0].Length);
                NeighbourMeans.Fill(values.AsSpan(first, pixels), removed.AsSpan(first, pixels), width, means[image][channel]);
            }
            for (var i = 0; i < values.Length; i++)
            {
                if (removed[i])
                    values[i] += noise[i];
            }
            if (Current.dtype == ScalarType.Float64)
                values.CopyTo(MemoryMarshal.Cast<byte, double>(Current.bytes));
            else
                Array.ConvertAll(values, value => (float)value).CopyTo(MemoryMarshal.Cast<byte, float>(Current.bytes));
        }
    }
}
