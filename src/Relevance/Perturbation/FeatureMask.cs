using Relevance.Runtime;
using static TorchSharp.torch;

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
    /// <param name="mask">Whole numbers: [C, H, W], or [H, W] where all channels of a pixel belong together; copied.</param>
    /// <exception cref="ArgumentException">The mask is not of whole numbers.</exception>
    public static FeatureMask Given(Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        TorchRuntime.Initialize();
        if (mask.is_floating_point() || mask.is_complex())
            throw new ArgumentException($"A feature mask numbers the features by whole numbers; this one is of type {mask.dtype}.", nameof(mask));
        using var scope = NewDisposeScope();
        return new GivenMask([.. mask.shape], mask.to(ScalarType.Int64).contiguous().data<long>().ToArray());
    }

    /// <summary>The features of images.</summary>
    /// <param name="imageShape">The shape of one image, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The mask does not fit such images.</exception>
    internal abstract Features For(long[] imageShape);

    /// <summary>The mask in words, such as <c>squares(4)</c>.</summary>
    public abstract override string ToString();

    private sealed record EachValue : FeatureMask
    {
        internal override Features For(long[] imageShape) => new(imageShape, Enumerable.Range(0, (int)Size(imageShape)).Select(i => (long)i));

        public override string ToString() => "values";
    }

    private sealed record SquaresOf(int Length) : FeatureMask
    {
        internal override Features For(long[] imageShape)
        {
            if (imageShape is not [var channels, var height, var width])
                throw new ArgumentException($"Squares are for images [N, C, H, W]; these are [N, {string.Join(", ", imageShape)}].");
            var across = (width + Length - 1) / Length;
            return new(imageShape,
                from channel in Enumerable.Range(0, (int)channels)
                from y in Enumerable.Range(0, (int)height)
                from x in Enumerable.Range(0, (int)width)
                select y / Length * across + x / Length);
        }

        public override string ToString() => $"squares({Length})";
    }

    private sealed record GivenMask(long[] Shape, long[] Numbers) : FeatureMask
    {
        internal override Features For(long[] imageShape)
        {
            if (!Shape.AsSpan().SequenceEqual(imageShape) && !Shape.AsSpan().SequenceEqual(imageShape.AsSpan(1)))
                throw new ArgumentException(
                    $"The feature mask has shape [{string.Join(", ", Shape)}]; for images [N, {string.Join(", ", imageShape)}] it must be [{string.Join(", ", imageShape)}] or [{string.Join(", ", imageShape[1..])}].");
            // Consecutive numbers, in the order of those given.
            var order = Numbers.Distinct().Order().Index().ToDictionary(pair => pair.Item, pair => (long)pair.Index);
            return new(imageShape, Enumerable.Repeat(Numbers.Select(number => order[number]), (int)(Size(imageShape) / Numbers.Length)).SelectMany(channel => channel));
        }

        public override string ToString() => "given";
    }

    private static long Size(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);
}
