using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance;

/// <summary>
/// Base class of the methods that explain a model's scores. Immutable; safe to use from several threads; never changes the model. To write a method of your
/// own, derive from it and define a name, the parameters and <see cref="ExplainBatch{T}(ImageBatch{T})"/>.
/// </summary>
/// <param name="model">The model to explain.</param>
public abstract class Explainer(Model model)
{
    /// <summary>The method's name in kebab case, such as <c>simple-taylor</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether relevance can be negative, as evidence against the explained score; otherwise no value is negative.</summary>
    public virtual bool IsSigned => true;

    /// <summary>
    /// The method's parameters by name; values are numbers, booleans or strings. A wrapper also lists those of the wrapped method, as <c>name.parameter</c>.
    /// </summary>
    public virtual IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>();

    /// <summary>The model to explain.</summary>
    public Model Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>
    /// Returns the target that the method actually explains when asked for a given one: the same, unless the method explains something of its own, such as a
    /// hidden unit. A wrapper returns that of the wrapped method.
    /// </summary>
    /// <param name="target">The target asked for.</param>
    /// <param name="image">The shape of an image.</param>
    /// <exception cref="ArgumentException">The method explains something else, or cannot explain the target.</exception>
    public virtual Target Aim(Target target, Shape image) => target;

    /// <summary>Explains one score of each image. The explanation of an image is the same to the bit, regardless of the other images in the call.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the type of all computations.</typeparam>
    /// <param name="images">[N, …] in the model's normalised units; N at least 1; every value finite.</param>
    /// <param name="target">Selects the score to explain; null for that of the predicted class.</param>
    /// <param name="options">Batch size, threads, progress, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">The images are empty, not finite or do not fit the model or the target.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Explanation<T> Explain<T>(Tensor<T> images, Target? target = null, ExplainOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(images, target, options, ExplainBatch);

    /// <summary>Explains one score of a single image.</summary>
    /// <param name="image">The values of the image, the last axis running fastest.</param>
    /// <param name="shape">The shape of the image, such as [1, 28, 28].</param>
    /// <param name="target">Selects the score to explain; null for that of the predicted class.</param>
    /// <inheritdoc cref="Explain{T}(Tensor{T}, Target?, ExplainOptions?)" path="/exception"/>
    public Explanation<float> Explain(float[] image, ReadOnlySpan<int> shape, Target? target = null) => Explain(Tensors.Of(image, 1, Shape.Of(shape)), target);

    /// <summary>
    /// Explains one batch on the current thread. Implementations compute variants of images by <see cref="ImageBatch{T}.ForEachVariant"/>. Called from several
    /// threads at once if <see cref="Model.ComputesSideBySide"/> is true for the model.
    /// </summary>
    protected abstract BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Explains a batch by another method; for methods that wrap one, and for measures that evaluate one.</summary>
    protected internal static BatchExplanation<T> ExplainBatch<T>(Explainer explainer, ImageBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(explainer);
        return explainer.ExplainBatch(batch);
    }

    /// <summary>As <see cref="Explain{T}(Tensor{T}, Target?, ExplainOptions?)"/>, with another way to explain a batch.</summary>
    private protected Explanation<T> Run<T>(
        Tensor<T> images, Target? target, ExplainOptions? options, Func<ImageBatch<T>, BatchExplanation<T>> explainBatch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= ExplainOptions.Default;
        images = Usable(images);
        target = Aim(target ?? Target.Predicted, images.ImageShape);
        target.RequireFor(images.ImageCount);
        var parts = Batches.Compute(images.ImageCount, Model.ComputesSideBySide, options, (first, count, within) => ExplainPart(images, first, count, target, within, explainBatch));
        var names = parts[0].Found.Diagnostics.Keys;
        return new Explanation<T>(
            Name, Parameters, target, Join(parts, part => part.Found.Relevance), Join(parts, part => part.Found.Scores), Join(parts, part => part.Direction))
        {
            StandardErrors = parts[0].Found.StandardErrors is null ? null : Join(parts, part => part.Found.StandardErrors!),
            Diagnostics = names.ToDictionary(name => name, IReadOnlyList<double> (name) => [.. parts.SelectMany(part => part.Found.Diagnostics[name])]),
        };
    }

    private Part<T> ExplainPart<T>(
        Tensor<T> images, int first, int count, Target target, ExplainOptions options, Func<ImageBatch<T>, BatchExplanation<T>> explainBatch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[]?[] chosen = new double[count][];
        var batch = new ImageBatch<T>(Tensors.View(images, first, count), [.. Enumerable.Range(first, count)], (image, scores, direction) =>
        {
            target.Choose(first + image, scores, direction);
            chosen[image] = direction.ToArray();
        }, options);
        var found = explainBatch(batch);
        if (found.Scores.Rank != 2 || found.Scores.ImageCount != count)
            throw new ArgumentException($"The model's scores of {count} images have shape [{string.Join(", ", found.Scores.Lengths.ToArray())}]; a model that is explained gives [N, K], K scores for each image.");
        if (found.Relevance is not { Rank: > 0 } relevance || relevance.ImageCount != count || (found.StandardErrors is { } errors && errors.ImageCount != count))
            throw new InvalidOperationException($"Method '{Name}' did not find a relevance for each of the {count} images of a batch.");
        var direction = Tensors.Zeros<T>(count, found.Scores.ImageShape);
        for (var image = 0; image < count; image++)
        {
            var own = chosen[image] ?? throw new InvalidOperationException($"Method '{Name}' never asked for the direction of an image, so that it explained no score.");
            for (var k = 0; k < own.Length; k++)
                direction.Image(image)[k] = T.CreateTruncating(own[k]);
        }
        return new(found, direction);
    }

    private static Tensor<T> Usable<T>(Tensor<T> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (images.Rank < 2 || images.FlattenedLength == 0)
            throw new ArgumentException($"Images of shape [{string.Join(", ", images.Lengths.ToArray())}] cannot be explained; give [N, …], N at least 1 and then the shape of one input, such as [N, C, H, W] for pictures.", nameof(images));
        images = Tensors.Dense(images);
        foreach (var value in images.Values)
        {
            if (!T.IsFinite(value))
                throw new ArgumentException("The images hold values that are not finite (NaN or infinity).", nameof(images));
        }
        return images;
    }

    private static Tensor<T> Join<T>(Part<T>[] parts, Func<Part<T>, Tensor<T>> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tensors.Join([.. parts.Select(tensor)]);

    private sealed record Part<T>(BatchExplanation<T> Found, Tensor<T> Direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
