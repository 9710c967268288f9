namespace Relevance.Imaging.Tests;

public class RankMatrixTests
{
    private static readonly RankMatrix Matrix = new()
    {
        Title = "Ranks",
        Rows = ["first measure", "second measure"],
        Columns = ["a", "b", "c"],
        Ranks = new double?[,] { { 1, 2, 3 }, { 1.5, 1.5, null } },
    };

    [Fact]
    public void The_best_is_darker_than_the_worst_and_a_place_without_rank_stays_white()
    {
        var picture = Matrix.Render();
        var luminances = Enumerable.Range(0, picture.Width).Select(x => picture[x, picture.Height - 60]).ToHashSet();
        Assert.Contains(new Rgb(0x0b, 0x62, 0x5b), Enumerable.Range(0, picture.Width * picture.Height).Select(i => picture[i % picture.Width, i / picture.Width]));
        Assert.Contains(Rgb.White, luminances);
        Assert.Equal(picture.ToPng(), Matrix.Render().ToPng());
    }

    [Fact]
    public void Names_that_do_not_fit_the_ranks_are_refused() =>
        Assert.Contains("2 rows and 1 columns", Assert.Throws<ArgumentException>(() => (Matrix with { Columns = ["a"] }).Render()).Message, StringComparison.Ordinal);
}
