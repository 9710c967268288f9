using Relevance.Maps;

namespace Relevance.Perturbation;

/// <summary>Divides the values of an image into features: sets of values that are present or absent together.</summary>
public abstract record FeatureMask
{
    /// <summary>Every value of every channel is a separate feature.</summary>
    public static FeatureMask Values { get; } = new EachValue();

    /// <summary>Creates features that are squares of pixels in all channels, starting at the upper left corner and cut off at the border.</summary>
    /// <param name="size">The length of a side in pixels, at least 1; with 1 each pixel is a feature.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is less than 1.</exception>
    public static FeatureMask Squares(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new SquaresOf(size);
    }

    /// <summary>Creates features from numbers: values with the same number are one feature. The numbers need not be consecutive.</summary>
    /// <param name="numbers">The number of each value, the last axis running fastest; copied.</param>
    /// <param name="shape">The shape of the numbers: [C, H, W], or [H, W] if all channels of a pixel belong to the same feature.</param>
    /// <exception cref="ArgumentException">The numbers do not fill the shape.</exception>
    public static FeatureMask Given(ReadOnlySpan<int> numbers, Shape shape) => numbers.Length == shape.Size
        ? new GivenMask(shape, numbers.ToArray())
        : throw new ArgumentException($"{numbers.Length} numbers of features do not fill a mask of shape [{string.Join(", ", shape)}].", nameof(numbers));

    /// <summary>The features of images.</summary>
    /// <param name="image">The shape of one image, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The mask does not fit such images.</exception>
    internal abstract Features For(Shape image);

    /// <summary>Writes the mask, such as <c>squares(4)</c>.</summary>
    public abstract override string ToString();

    private sealed record EachValue : FeatureMask
    {
        internal override Features For(Shape image) => new([.. Enumerable.Range(0, image.Size)]);

        public override string ToString() => "values";
    }

    private sealed record SquaresOf(int Length) : FeatureMask
    {
        internal override Features For(Shape image)
        {
            if (image.Rank != 3)
                throw new ArgumentException($"Squares are for images [N, C, H, W]; these are [N, {string.Join(", ", image)}].");
            var (height, width) = (image[1], image[2]);
            var across = (width + Length - 1) / Length;
            var numbers = new int[image.Size];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = i / width % height / Length * across + i % width / Length;
            return new(numbers);
        }

        public override string ToString() => $"squares({Length})";
    }

    private sealed record GivenMask(Shape Shape, int[] Numbers) : FeatureMask
    {
        internal override Features For(Shape image)
        {
            if (Shape != image && Shape != image.From(1))
                throw new ArgumentException(
                    $"The feature mask has shape [{string.Join(", ", Shape)}]; for images [N, {string.Join(", ", image)}] it must be [{string.Join(", ", image)}] or [{string.Join(", ", image.From(1))}].");
            // Consecutive numbers, in the order of those given.
            var order = Numbers.Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            int[] consecutive = [.. Numbers.Select(number => order[number])];
            return new([.. Enumerable.Repeat(consecutive, image.Size / Numbers.Length).SelectMany(channel => channel)]);
        }

        public override string ToString() => "given";
    }
}
