using MnistExplanation.Report.Content;

namespace MnistExplanation.Tests.Report;

public sealed class ConfusionsTests
{
    [Fact]
    public void The_most_frequent_come_first_and_equal_ones_in_the_order_of_classes() => Assert.Equal(
        [new Confusion(2, 0, 5, 15), new Confusion(0, 1, 2, 12), new Confusion(1, 2, 2, 8)],
        Confusions.MostFrequent([[10, 2, 0], [1, 5, 2], [5, 0, 10]], 3));

    [Fact]
    public void Correct_answers_and_what_never_happened_are_left_out() => Assert.Empty(Confusions.MostFrequent([[4, 0], [0, 7]], 5));
}
