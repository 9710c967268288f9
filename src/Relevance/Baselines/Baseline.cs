using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;

namespace Relevance.Baselines;

/// <summary>
/// The input x′ that represents the absence of evidence. Integrated gradients and DeepLIFT compare an image with it; perturbation methods replace the values
/// they remove by it. Explanations depend on the choice: with a black baseline, black pixels cannot have relevance.
/// </summary>
public abstract record Baseline
{
    /// <summary>Zero in the model's units; if the images are normalised by the mean of the data, this is the mean grey.</summary>
    public static Baseline Zero { get; } = new Uniform("zero", 0);

    /// <summary>
    /// The image's own mean: each channel is filled with the mean of its pixels. (For the mean image of a data set, use <see cref="Given"/>.)
    /// </summary>
    public static Baseline Mean { get; } = new OwnMean();

    /// <summary>The name in kebab case: <c>black</c>, <c>zero</c>, <c>mean</c>, <c>blurred</c> or <c>given</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the baseline differs from image to image.</summary>
    public virtual bool DependsOnImage => false;

    /// <summary>Creates the baseline of the smallest value that an input can have.</summary>
    /// <param name="low">That value in the model's normalised units, such as (0 − mean) / deviation, one for all channels or one for each.</param>
    public static Baseline Black(ChannelValues low)
    {
        ArgumentNullException.ThrowIfNull(low);
        return new Uniform("black", low);
    }

    /// <summary>
    /// Creates the baseline of blurred images: each pixel is a Gaussian-weighted mean of the pixels around it; places outside the image do not count.
    /// </summary>
    /// <param name="sigma">The standard deviation in pixels, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is not above 0 or not finite.</exception>
    public static Baseline Blurred(double sigma = 4) => sigma > 0 && double.IsFinite(sigma)
        ? new GaussianMean(sigma)
        : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The standard deviation of the blur is a finite number of pixels above 0.");

    /// <summary>Creates a baseline of one given image for all.</summary>
    /// <param name="values">Its values in the model's normalised units; copied.</param>
    /// <param name="shape">Its shape, such as [C, H, W].</param>
    public static Baseline Given(ReadOnlySpan<double> values, Shape shape) => new GivenImage(Weights.Of(values, shape));

    /// <summary>Writes the baseline of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="baseline">The values to write.</param>
    /// <exception cref="ArgumentException">The baseline does not fit the shape of the image.</exception>
    public abstract void Write<T>(ReadOnlySpan<T> image, Shape shape, Span<T> baseline)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Computes the baselines of a batch of images.</summary>
    /// <param name="images">The images, [n, …].</param>
    /// <returns>Their baselines, [n, …].</returns>
    /// <exception cref="ArgumentException">The baseline does not fit the shape of the images.</exception>
    public Tensor<T> For<T>(Tensor<T> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var baselines = Tensors.Zeros<T>(images.ImageCount, images.ImageShape);
        for (var image = 0; image < images.ImageCount; image++)
            Write(images.Image(image), images.ImageShape, baselines.Image(image));
        return baselines;
    }

    /// <summary>The name, with its parameter if it has one.</summary>
    public override string ToString() => Name;

    private sealed record Uniform(string Word, ChannelValues Value) : Baseline
    {
        public override string Name => Word;

        public override void Write<T>(ReadOnlySpan<T> image, Shape shape, Span<T> baseline)
        {
            if (Value.Single is { } value)
            {
                baseline.Fill(T.CreateTruncating(value));
                return;
            }
            var values = Value.Over(shape);
            for (var i = 0; i < baseline.Length; i++)
                baseline[i] = T.CreateTruncating(values[i]);
        }

        public override string ToString() => Value.Single == 0 ? Name : $"{Name}({Value})";
    }

    private sealed record OwnMean : Baseline
    {
        public override string Name => "mean";

        public override bool DependsOnImage => true;

        public override void Write<T>(ReadOnlySpan<T> image, Shape shape, Span<T> baseline)
        {
            var channels = shape.Rank >= 2 ? shape[0] : 1;
            var length = image.Length / channels;
            for (var channel = 0; channel < channels; channel++)
                baseline.Slice(channel * length, length).Fill(T.CreateTruncating(Sums.Of(image.Slice(channel * length, length)) / length));
        }

        public override string ToString() => Name;
    }

    private sealed record GaussianMean(double Sigma) : Baseline
    {
        public override string Name => "blurred";

        public override bool DependsOnImage => true;

        public override void Write<T>(ReadOnlySpan<T> image, Shape shape, Span<T> baseline)
        {
            if (shape.Rank != 3)
                throw new ArgumentException($"Baseline '{Name}' needs images [N, C, H, W]; these have shape [N, {string.Join(", ", shape)}].");
            var (height, width) = (shape[1], shape[2]);
            var (ofRows, ofColumns) = (Gauss(height), Gauss(width));
            var between = new double[height * width];
            for (var channel = 0; channel < shape[0]; channel++)
            {
                var from = image.Slice(channel * between.Length, between.Length);
                var to = channel * between.Length;
                for (var place = 0; place < between.Length; place++)
                {
                    var (row, column) = Math.DivRem(place, width);
                    var sum = 0.0;
                    for (var j = 0; j < width; j++)
                        sum += ofColumns[column, j] * double.CreateTruncating(from[row * width + j]);
                    between[place] = sum;
                }
                for (var place = 0; place < between.Length; place++)
                {
                    var (row, column) = Math.DivRem(place, width);
                    var sum = 0.0;
                    for (var i = 0; i < height; i++)
                        sum += ofRows[row, i] * between[i * width + column];
                    baseline[to + place] = T.CreateTruncating(sum);
                }
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}(sigma={Sigma})");

        /// <summary>The weights of all pixels of an axis in the mean around each; each row sums to 1.</summary>
        private double[,] Gauss(int length)
        {
            var weights = new double[length, length];
            for (var i = 0; i < length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < length; j++)
                    sum += weights[i, j] = Elementary.Exponential(-(i - j) * (double)(i - j) / (2 * Sigma * Sigma));
                for (var j = 0; j < length; j++)
                    weights[i, j] /= sum;
            }
            return weights;
        }
    }

    private sealed record GivenImage(Weights Image) : Baseline
    {
        public override string Name => "given";

        public override void Write<T>(ReadOnlySpan<T> image, Shape shape, Span<T> baseline)
        {
            if (Image.Shape != shape && (Image.Shape.Rank != shape.Rank + 1 || Image.Shape[0] != 1 || Image.Shape.From(1) != shape))
                throw new ArgumentException($"The baseline given has shape [{string.Join(", ", Image.Shape)}], but an image has [{string.Join(", ", shape)}].");
            for (var i = 0; i < baseline.Length; i++)
                baseline[i] = T.CreateTruncating(Image[i]);
        }

        public override string ToString() => Name;
    }
}
