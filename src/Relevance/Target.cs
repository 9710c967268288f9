using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance;

/// <summary>Says whose score is explained: a weighted sum of the class scores of each image.</summary>
public abstract record Target
{
    /// <summary>The class with the highest score; of several, the first.</summary>
    public static Target Predicted { get; } = new PredictedTarget();

    /// <summary>The same class for every image.</summary>
    /// <param name="index">The class, from 0.</param>
    public static Target Class(long index) => new ClassTarget(index);

    /// <summary>For each image its own class, such as its true label.</summary>
    /// <param name="labels">One class per image, in the order of the images.</param>
    public static Target Labels(IReadOnlyList<long> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new LabelsTarget(labels);
    }

    /// <summary>Why class <paramref name="positive"/> and not <paramref name="negative"/>: explains f_p − f_q.</summary>
    /// <param name="positive">p, from 0.</param>
    /// <param name="negative">q, from 0.</param>
    public static Target Contrast(long positive, long negative) => new ContrastTarget(new ClassTarget(positive), negative);

    /// <summary>Why the target's class and not <paramref name="negative"/>, for a target that differs from image to image.</summary>
    /// <param name="positive">The target for p.</param>
    /// <param name="negative">q, from 0.</param>
    public static Target Contrast(Target positive, long negative)
    {
        ArgumentNullException.ThrowIfNull(positive);
        return new ContrastTarget(positive, negative);
    }

    /// <summary>
    /// The class of <paramref name="target"/> against all others: Σ_{q ≠ p} π_q (f_p − f_q), where π is the softmax over the other classes. The
    /// start that the overview recommends: the log-odds log(P/(1−P)), as a soft minimum of the differences f_p − f_q.
    /// </summary>
    /// <remarks>Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.4.</remarks>
    /// <param name="target">Which class, one for each image; explaining anything else by it is an <see cref="ArgumentException"/>.</param>
    public static Target LogOdds(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new LogOddsTarget(target);
    }

    /// <summary>A given relevance of each score, [N, K]: the start of a propagation. A score of 0 can carry none.</summary>
    /// <param name="values">The relevance, in the order of the images.</param>
    public static Target Relevances(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RelevancesTarget(values);
    }

    /// <summary>The sum of a range of scores, such as the units of one feature map of a network that ends at a hidden layer.</summary>
    /// <param name="first">The first score.</param>
    /// <param name="count">How many, at least 1.</param>
    public static Target Range(long first, long count) => new RangeTarget(first, count);

    /// <summary>The weights of the scores, [n, K]. May be asked from several threads at once, in any order of the images.</summary>
    /// <param name="scores">The scores of the images <paramref name="first"/>, <paramref name="first"/> + 1, …; [n, K].</param>
    /// <param name="first">The place of the first of these images among all that are explained.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such class.</exception>
    public abstract Tensor Direction(Tensor scores, long first);

    /// <summary>Checks, before anything is computed, that there is a target for each of <paramref name="images"/> images.</summary>
    /// <exception cref="ArgumentException">There are fewer or more.</exception>
    public virtual void RequireFor(long images)
    {
    }

    private static Tensor OneHot(Tensor scores, Tensor classes) =>
        zeros_like(scores).scatter_(1, classes.unsqueeze(1), ones([classes.shape[0], 1], scores.dtype));

    private static void RequireClass(long index, long classes, string where)
    {
        if (index < 0 || index >= classes)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The model has the classes 0 to {classes - 1}; the target{where} is {index}.");
    }

    private sealed record PredictedTarget : Target
    {
        public override Tensor Direction(Tensor scores, long first) => OneHot(scores, scores.argmax(1));

        public override string ToString() => "predicted";
    }

    private sealed record ClassTarget(long Index) : Target
    {
        public override Tensor Direction(Tensor scores, long first)
        {
            RequireClass(Index, scores.shape[1], "");
            return OneHot(scores, tensor([.. Enumerable.Repeat(Index, (int)scores.shape[0])]));
        }

        public override string ToString() => $"class {Index}";
    }

    private sealed record LabelsTarget(IReadOnlyList<long> Values) : Target
    {
        public override void RequireFor(long images)
        {
            if (Values.Count != images)
                throw new ArgumentException($"There are {images} images but {Values.Count} labels; give one label per image.");
        }

        public override Tensor Direction(Tensor scores, long first)
        {
            var labels = new long[scores.shape[0]];
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = Values[(int)(first + i)];
                RequireClass(labels[i], scores.shape[1], $" of image {first + i}");
            }
            return OneHot(scores, tensor(labels));
        }

        public override string ToString() => "labels";
    }

    private sealed record ContrastTarget(Target Positive, long Negative) : Target
    {
        public override void RequireFor(long images) => Positive.RequireFor(images);

        public override Tensor Direction(Tensor scores, long first) =>
            Positive.Direction(scores, first).Minus(new ClassTarget(Negative).Direction(scores, first));

        public override string ToString() => $"{Positive} against class {Negative}";
    }

    private sealed record LogOddsTarget(Target Target) : Target
    {
        public override void RequireFor(long images) => Target.RequireFor(images);

        public override Tensor Direction(Tensor scores, long first)
        {
            var direction = Target.Direction(scores, first);
            var explained = direction.sign().abs();
            if (scores.shape[1] < 2 || explained.sum([1]).to(ScalarType.Float64).data<double>().Any(classes => classes != 1))
                throw new ArgumentException($"The log-odds compare one class with all others; '{Target}' of {scores.shape[1]} scores is not one class among several.");
            return direction.Minus(scores.masked_fill(explained.to(ScalarType.Bool), Scalars.Of(double.NegativeInfinity)).softmax(1));
        }

        public override string ToString() => $"log-odds of {Target}";
    }

    private sealed record RelevancesTarget(Tensor Values) : Target
    {
        public override void RequireFor(long images)
        {
            if (Values.dim() != 2 || Values.shape[0] != images)
                throw new ArgumentException($"The start of the propagation has shape [{string.Join(", ", Values.shape)}]; give one row of relevances for each of the {images} images.");
        }

        public override Tensor Direction(Tensor scores, long first)
        {
            if (Values.shape[1] != scores.shape[1])
                throw new ArgumentException($"The start of the propagation has {Values.shape[1]} relevances per image, the model {scores.shape[1]} scores.");
            var values = Values.narrow(0, first, scores.shape[0]).to(scores.dtype);
            return where(scores.eq(Scalars.Zero), zeros_like(scores), values / scores);
        }

        public override string ToString() => "given relevances";
    }

    private sealed record RangeTarget(long First, long Count) : Target
    {
        public override Tensor Direction(Tensor scores, long first)
        {
            if (First < 0 || Count < 1 || First + Count > scores.shape[1])
                throw new ArgumentException($"The scores {First} to {First + Count - 1} are not among the model's 0 to {scores.shape[1] - 1}.");
            var direction = zeros_like(scores);
            direction.narrow(1, First, Count).fill_(Scalars.One);
            return direction;
        }

        public override string ToString() => $"scores {First} to {First + Count - 1}";
    }
}
