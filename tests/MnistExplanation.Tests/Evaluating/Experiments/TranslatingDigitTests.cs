using MnistExplanation.Digits;
using MnistExplanation.Evaluating.Experiments;

namespace MnistExplanation.Tests.Evaluating.Experiments;

public sealed class TranslatingDigitTests
{
    [Fact]
    public void A_moved_image_has_its_columns_elsewhere_and_background_behind_them()
    {
        var digit = EmbeddedDigits.Instance.Images[0].Pixels.ToArray();

        foreach (var right in new[] { -6, -1, 0, 3 })
        {
            var moved = MovedDigit.Moved(digit, right);
            for (var i = 0; i < moved.Length; i++)
                Assert.Equal(i % 28 - right is >= 0 and < 28 ? digit[i - right] : 0, moved[i]);
        }
    }

    [Fact]
    public void The_places_go_from_left_to_right_with_the_digit_itself_in_the_middle()
    {
        var digit = EmbeddedDigits.Instance.Images[0].Pixels;
        var model = DigitModel.Load(null);

        var moved = new MovedDigit(digit, 2, model.Normalization);

        Assert.Equal([-2, -1, 0, 1, 2], moved.Shifts);
        Assert.Equal(digit.ToArray().Select(pixel => pixel / 255f), moved.Image(2).Values.ToArray());
    }

    [Fact]
    public void The_jump_of_quadrants_is_a_share_of_what_they_hold()
    {
        // Quadrants hold 4 at each place; the largest jump is 3.
        Assert.Equal(0.75, TranslatingMethod.JumpOfQuadrants([[4, 1, 0], [0, 3, 4]])!.Value, 1e-12);
        Assert.Equal(0, TranslatingMethod.JumpOfQuadrants([[4, 4], [-1, -1]]));
        Assert.Null(TranslatingMethod.JumpOfQuadrants([[0, 0], [0, 0]]));
    }
}
