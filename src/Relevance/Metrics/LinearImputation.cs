using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <inheritdoc cref="Imputation.NoisyLinear"/>
/// <param name="Noise">The standard deviation of the noise.</param>
internal sealed record LinearImputation(double Noise) : Imputation
{
    internal override string Suffix => "-road";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"noisy-linear(noise={Noise})");

    internal override Removal<T> Begin<T>(EvaluationBatch<T> batch, Features features, int seed) => batch.ImageShape.Rank == 3
        ? new Solving<T>(batch, features, Noise, seed)
        : throw new ArgumentException($"Noisy linear imputation is for images [N, C, H, W]; these are [N, {string.Join(", ", batch.ImageShape)}].");

    /// <summary>Solves the system of each channel.</summary>
    private sealed class Solving<T> : Removal<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly EvaluationBatch<T> batch;
        private readonly Features features;
        private readonly double[][] noise;
        private readonly ConcurrentBag<Room> rooms = [];

        internal Solving(EvaluationBatch<T> batch, Features features, double deviation, int seed)
        {
            (this.batch, this.features) = (batch, features);
            // One draw for each value of an image, so that it does not flicker from step to step.
            noise = new double[batch.Count][];
            for (var image = 0; image < noise.Length; image++)
            {
                noise[image] = new double[batch.ImageShape.Size];
                if (deviation > 0)
                    new Draws(null, batch.Random(image, seed, family: 1), 0, 0, noise[image].Length).Write(deviation, noise[image]);
            }
        }

        internal override void Write(int image, ReadOnlySpan<int> gone, Span<T> values)
        {
            if (!rooms.TryTake(out var room))
                room = new(batch.ImageShape[1], batch.ImageShape[2], values.Length);
            Array.Clear(room.Removed);
            foreach (var feature in gone)
            {
                foreach (var place in features.Members[feature])
                    room.Removed[place] = true;
            }
            var original = batch.Images.Image(image);
            for (var i = 0; i < values.Length; i++)
                room.Values[i] = double.CreateTruncating(original[i]);
            var pixels = batch.ImageShape.From(1).Size;
            for (var first = 0; first < values.Length; first += pixels)
                room.System.Fill(room.Values.AsSpan(first, pixels), room.Removed.AsSpan(first, pixels), Sums.Of<double>(room.Values.AsSpan(first, pixels)) / pixels);
            for (var i = 0; i < values.Length; i++)
                values[i] = room.Removed[i] ? T.CreateTruncating(room.Values[i] + noise[image][i]) : original[i];
            rooms.Add(room);
        }

        /// <summary>What one thread needs at a time.</summary>
        private sealed class Room(int height, int width, int values)
        {
            internal NeighbourMeans System { get; } = new(height, width);

            internal bool[] Removed { get; } = new bool[values];

            internal double[] Values { get; } = new double[values];
        }
    }
}
