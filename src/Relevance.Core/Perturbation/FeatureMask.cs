using Relevance.Maps;

namespace Relevance.Perturbation;

/// <summary>Which values of an image are one feature: present or absent only together.</summary>
public abstract record FeatureMask
{
    /// <summary>Each value of each channel is a feature of its own.</summary>
    public static FeatureMask Values { get; } = new EachValue();

    /// <summary>Squares of some pixels from the upper left corner, cut off at the border, each with all its channels.</summary>
    /// <param name="size">The length of a side in pixels, at least 1; with 1 each pixel is a feature.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is shorter.</exception>
    public static FeatureMask Squares(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new SquaresOf(size);
    }

    /// <summary>Values with the same number are one feature. The numbers need not be consecutive.</summary>
    /// <param name="numbers">The number of each value; copied.</param>
    /// <param name="shape">[C, H, W], or [H, W] where all channels of a pixel belong together.</param>
    /// <exception cref="ArgumentException">The numbers do not fill the shape.</exception>
    public static FeatureMask Given(ReadOnlySpan<int> numbers, Shape shape) => numbers.Length == shape.Count
        ? new GivenMask(shape, numbers.ToArray())
        : throw new ArgumentException($"{numbers.Length} numbers do not fill a feature mask of {shape}.", nameof(numbers));

    /// <summary>The features of images.</summary>
    /// <param name="imageShape">The shape of one image, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The mask does not fit such images.</exception>
    internal abstract Features For(Shape imageShape);

    /// <summary>The mask in words, such as <c>squares(4)</c>.</summary>
    public abstract override string ToString();

    private sealed record EachValue : FeatureMask
    {
        internal override Features For(Shape imageShape) => new([.. Enumerable.Range(0, imageShape.Count)]);

        public override string ToString() => "values";
    }

    private sealed record SquaresOf(int Length) : FeatureMask
    {
        internal override Features For(Shape imageShape)
        {
            if (imageShape.Rank != 3)
                throw new ArgumentException($"Squares are for images [N, C, H, W]; these are [N, {string.Join(", ", imageShape)}].");
            var across = (imageShape[2] + Length - 1) / Length;
            return new([.. from channel in Enumerable.Range(0, imageShape[0])
                           from y in Enumerable.Range(0, imageShape[1])
                           from x in Enumerable.Range(0, imageShape[2])
                           select y / Length * across + x / Length]);
        }

        public override string ToString() => $"squares({Length})";
    }

    private sealed record GivenMask(Shape Shape, int[] Numbers) : FeatureMask
    {
        internal override Features For(Shape imageShape)
        {
            if (Shape != imageShape && Shape != imageShape.From(1))
                throw new ArgumentException(
                    $"The feature mask has shape [{string.Join(", ", Shape)}]; for images [N, {string.Join(", ", imageShape)}] it must be [{string.Join(", ", imageShape)}] or [{string.Join(", ", imageShape.From(1))}].");
            // Consecutive numbers, in the order of those given.
            var order = Numbers.Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            return new([.. Enumerable.Repeat(Numbers.Select(number => order[number]), imageShape.Count / Numbers.Length).SelectMany(channel => channel)]);
        }

        public override string ToString() => "given";
    }
}
