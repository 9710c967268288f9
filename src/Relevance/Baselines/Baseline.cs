using System.Globalization;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Baselines;

/// <summary>
/// The input x′ that stands for the absence of evidence: what integrated gradients and DeepLIFT compare an image with, and what perturbations put
/// in the place of what they remove. The choice decides what an explanation says: against black, black pixels can have no relevance.
/// </summary>
public abstract record Baseline
{
    /// <summary>Zero in the model's units; the mean grey of the data where the images are normalised by their mean.</summary>
    public static Baseline Zero { get; } = new Uniform("zero", 0);

    /// <summary>The image's own mean: for each channel one value, the mean of its pixels. (The mean image of a data set is <see cref="Given"/>.)</summary>
    public static Baseline Mean { get; } = new OwnMean();

    /// <summary>The name in kebab case: <c>black</c>, <c>zero</c>, <c>mean</c>, <c>blurred</c> or <c>given</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether each image has another baseline.</summary>
    public virtual bool DependsOnImage => false;

    /// <summary>The smallest value that an input can have.</summary>
    /// <param name="low">That value in the model's normalised units, such as (0 − mean) / deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static Baseline Black(double low) => double.IsFinite(low)
        ? new Uniform("black", low)
        : throw new ArgumentOutOfRangeException(nameof(low), low, "Black is a finite value in the model's normalised units.");

    /// <summary>The image itself without its details: a Gaussian mean around each pixel, over the pixels that there are.</summary>
    /// <param name="sigma">The standard deviation in pixels, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 or not finite.</exception>
    public static Baseline Blurred(double sigma = 4) => sigma > 0 && double.IsFinite(sigma)
        ? new GaussianMean(sigma)
        : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The standard deviation of the blur is a finite number of pixels above 0.");

    /// <summary>One image for all.</summary>
    /// <param name="image">[C, H, W] or [1, C, H, W] in the model's normalised units; copied.</param>
    public static Baseline Given(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        TorchRuntime.Initialize();
        using var nothing = no_grad();
        return new GivenImage(image.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The baseline of some images.</summary>
    /// <param name="images">[n, C, H, W], or [n, …] where the baseline asks for no axes.</param>
    /// <returns>Of the images' type: [n, …] where it <see cref="DependsOnImage"/>, else [1, …].</returns>
    /// <exception cref="ArgumentException">It does not fit the images.</exception>
    public abstract Tensor For(Tensor images);

    /// <summary>The name, with its parameter if it has one.</summary>
    public override string ToString() => Name;

    private static long[] One(Tensor images) => [1, .. images.shape[1..]];

    private static ArgumentException WithoutAxes(string name, Tensor images) => new(
        $"Baseline '{name}' asks for images [N, C, H, W]; these have shape [{string.Join(", ", images.shape)}].", nameof(images));

    private sealed record Uniform(string Word, double Value) : Baseline
    {
        public override string Name => Word;

        public override Tensor For(Tensor images) => full(One(images), Scalars.Of(Value), images.dtype, images.device);

        public override string ToString() => Value == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}({Value})");
    }

    private sealed record OwnMean : Baseline
    {
        public override string Name => "mean";

        public override bool DependsOnImage => true;

        public override Tensor For(Tensor images) => images.dim() >= 3
            ? images.flatten(2).mean([2]).view([.. images.shape[..2], .. images.shape[2..].Select(_ => 1L)]).expand(images.shape)
            : images.mean([1], keepdim: true).expand(images.shape);

        public override string ToString() => Name;
    }

    private sealed record GaussianMean(double Sigma) : Baseline
    {
        public override string Name => "blurred";

        public override bool DependsOnImage => true;

        public override Tensor For(Tensor images)
        {
            if (images.dim() != 4)
                throw WithoutAxes(Name, images);
            using var scope = NewDisposeScope();
            var alongRows = nn.functional.linear(images, Weights(images.shape[3], images.dtype));
            return nn.functional.linear(alongRows.transpose(2, 3), Weights(images.shape[2], images.dtype)).transpose(2, 3).contiguous().MoveToOuterDisposeScope();
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}(sigma={Sigma})");

        /// <summary>The weights of all pixels of an axis in the mean around each, [length, length]; each row sums to 1.</summary>
        private Tensor Weights(long length, ScalarType type)
        {
            var weights = new double[length, length];
            for (var i = 0; i < length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < length; j++)
                    sum += weights[i, j] = Math.Exp(-(i - j) * (double)(i - j) / (2 * Sigma * Sigma));
                for (var j = 0; j < length; j++)
                    weights[i, j] /= sum;
            }
            // A copy in memory that libtorch aligns: on other memory matrix products differ in the last bit.
            return tensor(weights).to(type, copy: true);
        }
    }

    private sealed record GivenImage(Tensor Image) : Baseline
    {
        public override string Name => "given";

        public override Tensor For(Tensor images)
        {
            var shape = One(images);
            var fits = Image.shape.AsSpan().SequenceEqual(shape) || Image.shape.AsSpan().SequenceEqual(shape.AsSpan(1));
            return fits ? Image.view(shape).to(images.dtype) : throw new ArgumentException(
                $"The baseline given has shape [{string.Join(", ", Image.shape)}], but an image has [{string.Join(", ", shape[1..])}].", nameof(images));
        }

        public override string ToString() => Name;
    }
}
