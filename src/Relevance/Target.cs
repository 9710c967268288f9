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
    public static Target Labels(IReadOnlyList<long> labels) => new LabelsTarget(labels);

    /// <summary>The weights of the scores, [n, K].</summary>
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
            return OneHot(scores, full([scores.shape[0]], Index, ScalarType.Int64));
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
}
