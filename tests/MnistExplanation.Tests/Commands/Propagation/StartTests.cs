using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Propagation.Composites;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>Where the propagation starts: <c>--start</c> and <c>--contrast</c>.</summary>
public sealed class StartTests : PropagationTest
{
    [Theory]
    [InlineData("lrp")]
    [InlineData("simple-taylor")]
    public async Task A_contrast_is_the_difference_of_two_explanations(string method)
    {
        var seven = await ArrayAsync("--method", method, "--target", "7");
        var two = await ArrayAsync("--method", method, "--target", "2");

        var contrast = await ArrayAsync("--method", method, "--contrast", "2");

        Assert.InRange(Npy.Error(contrast, [.. seven.Zip(two, (p, q) => p - q)]), 0, 1e-9);
    }

    [Fact]
    public async Task A_contrast_says_what_it_compares()
    {
        var result = (await Cli.RunAsync("explain", "--index", "0", "--contrast", "2")).Succeeded();
        Assert.Contains("7 not 2", result.Output, StringComparison.Ordinal);

        // The class against itself is nothing, and no other class.
        result = (await Cli.RunAsync("explain", "--index", "0", "1", "--contrast", "7", "--output", Place["r.json"])).Succeeded();
        var image = Json.Read(Place["r.json"])["images"]![0]!;
        Assert.Equal(7, image["explained_class"]!.GetValue<int>());
        Assert.Equal(0, image["relevance_sum"]!.GetValue<double>());

        (await Cli.RunAsync("explain", "--index", "0", "--contrast", "10")).Failed(ExitCode.Failure, "0 to 9");
        (await Cli.RunAsync("explain", "--index", "0", "--target", "3", "--contrast", "3")).Failed(ExitCode.Failure, "with itself");
    }

    [Fact]
    public async Task The_log_odds_start_explains_another_score_than_the_logit()
    {
        var logit = await ArrayAsync("--start", "logit");
        var odds = await ArrayAsync("--start", "log-odds");

        Assert.Equal(await ArrayAsync(), logit);
        Assert.NotEqual(logit, odds);
        Assert.Equal(Library((low, high) => NamedComposites.Default.Create(low, high), Target.LogOdds(Target.Predicted)), odds);
    }

    [Theory]
    [InlineData("--start log-odds --contrast 1", "only one of them")]
    [InlineData("--start softmax", "logit or log-odds", "'softmax'")]
    [InlineData("--contrast -1", "--contrast takes a whole number")]
    [InlineData("--method simple-taylor --start logit", "--start belongs to --method lrp")]
    public Task What_there_is_not_is_explained_with_what_there_is(string arguments, params string[] parts) => RefusedAsync(arguments, parts);
}
