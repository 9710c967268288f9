using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Evaluating;
using Relevance.Imaging;

namespace MnistExplanation.Tests.Evaluating;

public sealed class DigitPairsTests
{
    private static readonly LabelledImages Digits = EmbeddedDigits.Instance.Images;

    [Fact]
    public void Each_half_holds_one_digit_and_the_asked_one_keeps_its_class()
    {
        var pairs = DigitPairs.Of(Digits, 3);

        Assert.Equal(Digits.Labels.ToArray(), pairs.Images.Labels.ToArray());
        for (var i = 0; i < Digits.Count; i++)
        {
            var halves = Halves(pairs.Images[i].Pixels);
            Assert.All(halves, half => Assert.NotNull(half.BoundingBox(40)));
            // A half is all the object's or all the other's.
            Assert.Equal(28 * 14, pairs.Asked[i].Count(asked => asked));
            Assert.Single(pairs.Asked[i].Where((_, pixel) => pixel % 28 < 14).Distinct());
            // The digit asked for has its own ink: as much as before, but where it was too wide.
            var (asked, own) = (halves[pairs.Asked[i][0] ? 0 : 1], new GreyImage(28, 28, Digits[i].Pixels.Span));
            var box = own.BoundingBox()!.Value;
            if (box.Width <= 14)
                Assert.Equal(own.Crop(box).Pixels.ToArray().Sum(value => value), asked.Pixels.ToArray().Sum(value => value));
            else
                Assert.Equal(14, asked.BoundingBox()!.Value.Width, 1.0);
        }
    }

    [Fact]
    public void Sides_and_partners_are_drawn_by_seed()
    {
        var (one, same, other) = (DigitPairs.Of(Digits, 3), DigitPairs.Of(Digits, 3), DigitPairs.Of(Digits, 4));
        Assert.Equal(one.Images.Pixels.ToArray(), same.Images.Pixels.ToArray());
        Assert.NotEqual(one.Images.Pixels.ToArray(), other.Images.Pixels.ToArray());
        Assert.InRange(one.Asked.Count(asked => asked[0]), 30, 70);
    }

    [Fact]
    public void Images_of_one_class_have_no_pairs() => Assert.Throws<ArgumentException>(() => DigitPairs.Of(Digits.Select(0, 0), 1));

    private static GreyImage[] Halves(ReadOnlyMemory<byte> pixels)
    {
        var whole = new GreyImage(28, 28, pixels.Span);
        return [whole.Crop(new PixelBox(0, 0, 14, 28)), whole.Crop(new PixelBox(14, 0, 14, 28))];
    }
}
