using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance;

/// <summary>
/// Selects the score that an explanation is about: for each image, a weighted sum of the model's scores. To write a target of your own, derive from this class.
/// </summary>
public abstract record Target
{
    /// <summary>Selects the class with the highest score; the first of several.</summary>
    public static Target Predicted { get; } = new PredictedTarget();

    /// <summary>Selects the same class for every image.</summary>
    /// <param name="index">The class, from 0.</param>
    public static Target Class(int index) => new ClassTarget(index);

    /// <summary>Selects a given class for each image, such as its true label.</summary>
    /// <param name="labels">One class per image, in the order of the images.</param>
    public static Target Labels(params IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new LabelsTarget(labels);
    }

    /// <summary>
    /// Selects the difference f_p − f_q of the scores of two classes: why class <paramref name="positive"/> and not <paramref name="negative"/>.
    /// </summary>
    /// <param name="positive">p, from 0.</param>
    /// <param name="negative">q, from 0.</param>
    public static Target Contrast(int positive, int negative) => new ContrastTarget(new ClassTarget(positive), negative);

    /// <summary>
    /// Selects the difference f_p − f_q of the score that a target selects, which can differ from image to image, and the score of class
    /// <paramref name="negative"/>.
    /// </summary>
    /// <param name="positive">The target for p.</param>
    /// <param name="negative">q, from 0.</param>
    public static Target Contrast(Target positive, int negative)
    {
        ArgumentNullException.ThrowIfNull(positive);
        return new ContrastTarget(positive, negative);
    }

    /// <summary>
    /// Selects the class of <paramref name="target"/> against all others: Σ_{q ≠ p} π_q (f_p − f_q), where π is the softmax over the other classes. This
    /// linearises the log-odds log(P/(1−P)), a soft minimum of the differences f_p − f_q, as the source recommends.
    /// </summary>
    /// <remarks>Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.4.</remarks>
    /// <param name="target">Selects a single class for each image; otherwise explaining throws an <see cref="ArgumentException"/>.</param>
    public static Target LogOdds(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new LogOddsTarget(target);
    }

    /// <summary>Sets the relevance of each score from which a propagation starts, [N, K]. The relevance of a score of 0 is taken as 0.</summary>
    /// <param name="values">The relevance, in the order of the images.</param>
    public static Target Relevances(Tensor<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RelevancesTarget(Tensors.Dense(values));
    }

    /// <summary>Selects the sum of a range of scores, such as the units of one feature map of a network that ends at a hidden layer.</summary>
    /// <param name="first">The index of the first score.</param>
    /// <param name="count">The number of scores, at least 1.</param>
    public static Target Range(int first, int count) => new RangeTarget(first, count);

    /// <summary>
    /// Chooses the weights of an image's scores. May be called from several threads at once, for the images in any order, and several times for the same image.
    /// </summary>
    /// <param name="image">The index of the image among all that are explained.</param>
    /// <param name="scores">The scores of the image.</param>
    /// <param name="direction">The weights to write; 0 at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such class.</exception>
    public abstract void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction);

    /// <summary>Checks, before anything is computed, that the target is defined for <paramref name="images"/> images.</summary>
    /// <exception cref="ArgumentException">The target is for a different number of images.</exception>
    public virtual void RequireFor(int images)
    {
    }

    private static void RequireClass(int index, int classes, string where)
    {
        if (index < 0 || index >= classes)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The model has the classes 0 to {classes - 1}; the target{where} is {index}.");
    }

    private sealed record PredictedTarget : Target
    {
        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            var best = 0;
            for (var k = 1; k < scores.Length; k++)
            {
                // A score that is not a number is never above another, whichever comes first.
                if (scores[k] > scores[best] || (double.IsNaN(scores[best]) && !double.IsNaN(scores[k])))
                    best = k;
            }
            direction[best] = 1;
        }

        public override string ToString() => "predicted";
    }

    private sealed record ClassTarget(int Index) : Target
    {
        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            RequireClass(Index, scores.Length, "");
            direction[Index] = 1;
        }

        public override string ToString() => $"class {Index}";
    }

    private sealed record LabelsTarget(IReadOnlyList<int> Values) : Target
    {
        public override void RequireFor(int images)
        {
            if (Values.Count != images)
                throw new ArgumentException($"There are {images} images but {Values.Count} labels; give one label per image.");
        }

        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            RequireClass(Values[image], scores.Length, $" of image {image}");
            direction[Values[image]] = 1;
        }

        public override string ToString() => "labels";
    }

    private sealed record ContrastTarget(Target Positive, int Negative) : Target
    {
        public override void RequireFor(int images) => Positive.RequireFor(images);

        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            RequireClass(Negative, scores.Length, "");
            Positive.Choose(image, scores, direction);
            direction[Negative] -= 1;
        }

        public override string ToString() => $"{Positive} against class {Negative}";
    }

    private sealed record LogOddsTarget(Target Of) : Target
    {
        public override void RequireFor(int images) => Of.RequireFor(images);

        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            Of.Choose(image, scores, direction);
            var chosen = direction.IndexOf(1);
            if (scores.Length < 2 || chosen < 0 || direction.ContainsAnyExcept(0, 1) || direction[(chosen + 1)..].Contains(1))
                throw new ArgumentException($"The log-odds compare one class with all others; '{Of}' of {scores.Length} scores is not one class among several.");
            var largest = double.NegativeInfinity;
            for (var k = 0; k < scores.Length; k++)
                largest = k != chosen && scores[k] > largest ? scores[k] : largest;
            var sum = 0.0;
            for (var k = 0; k < scores.Length; k++)
            {
                if (k != chosen)
                    sum += direction[k] = Elementary.Exponential(scores[k] - largest);
            }
            for (var k = 0; k < scores.Length; k++)
                direction[k] = k == chosen ? 1 : -direction[k] / sum;
        }

        public override string ToString() => $"log-odds of {Of}";
    }

    private sealed record RelevancesTarget(Tensor<double> Values) : Target
    {
        public override void RequireFor(int images)
        {
            if (Values.Rank != 2 || Values.ImageCount != images)
                throw new ArgumentException($"The start of the propagation has shape [{string.Join(", ", Values.Lengths.ToArray())}]; give one row of relevances for each of the {images} images.");
        }

        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            var given = Values.Image(image);
            if (given.Length != scores.Length)
                throw new ArgumentException($"The start of the propagation has {given.Length} relevances per image, the model {scores.Length} scores.");
            for (var k = 0; k < scores.Length; k++)
                direction[k] = scores[k] == 0 ? 0 : given[k] / scores[k];
        }

        public override string ToString() => "given relevances";
    }

    private sealed record RangeTarget(int First, int Count) : Target
    {
        public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
        {
            if (First < 0 || Count < 1 || First + Count > scores.Length)
                throw new ArgumentException($"The scores {First} to {First + Count - 1} are not among the model's 0 to {scores.Length - 1}.");
            direction.Slice(First, Count).Fill(1);
        }

        public override string ToString() => $"scores {First} to {First + Count - 1}";
    }
}

/// <summary>Computes the weights of the scores of several images; for models of your own.</summary>
public static class Directions
{
    /// <summary>Computes the weights of the scores of several images, [N, K].</summary>
    /// <param name="scores">The scores, [N, K].</param>
    /// <param name="choose">Chooses the weights for one image.</param>
    public static Tensor<T> Of<T>(Tensor<T> scores, ChooseDirection choose)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var directions = Tensors.Zeros<T>(scores.ImageCount, scores.ImageShape);
        Span<double> wide = new double[scores.ImageShape.Size], chosen = new double[scores.ImageShape.Size];
        for (var image = 0; image < scores.ImageCount; image++)
        {
            var own = scores.Image(image);
            for (var k = 0; k < wide.Length; k++)
                wide[k] = double.CreateTruncating(own[k]);
            chosen.Clear();
            choose(image, wide, chosen);
            var direction = directions.Image(image);
            for (var k = 0; k < wide.Length; k++)
                direction[k] = T.CreateTruncating(chosen[k]);
        }
        return directions;
    }
}
