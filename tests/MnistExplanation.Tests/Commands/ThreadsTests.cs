using MnistExplanation.Tests.Support;

namespace MnistExplanation.Tests.Commands;

/// <summary>As many threads compute as <c>--threads</c> says, and what they find does not depend on it.</summary>
public sealed class ThreadsTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("explain --data DATA --digits")]
    [InlineData("explain --data DATA --digits --method gradient --method lrp --output OUT/several.png")]
    [InlineData("test --data DATA")]
    [InlineData("interpret --data DATA --variant l2 --steps 2")]
    [InlineData("interpret --data DATA --variant decoder --steps 2")]
    [InlineData("train --data DATA --epochs 1 --output OUT/m.safetensors")]
    [InlineData("reproduce --data DATA --epochs 1 --output OUT/r")]
    [InlineData("evaluate --data DATA --count 40 --methods gradient --measures complexity --output OUT/e")]
    [InlineData("evaluate --data DATA --count 40 --experiment vector-field --output OUT/e")]
    [InlineData("evaluate --data DATA --count 40 --experiment translating-digit --output OUT/e")]
    [InlineData("evaluate --data DATA --count 40 --experiment advice --epochs 1 --seeds 1 --train-count 64 --output OUT/e")]
    public async Task As_many_threads_compute_as_were_asked_for(string command)
    {
        string[] Words(string folder) => [.. command.Split(' ').Select(word => word.Replace("OUT", place[folder], StringComparison.Ordinal).Replace("DATA", place.Data, StringComparison.Ordinal))];

        var one = await ParallelLoops.CountAsync(async () => (await Cli.RunTinyAsync([.. Words("one"), "--threads", "1"])).Succeeded());
        var two = await ParallelLoops.CountAsync(async () => (await Cli.RunTinyAsync([.. Words("two"), "--threads", "2"])).Succeeded());

        Assert.Equal(0, one);
        Assert.NotEqual(0, two);
    }

    [Fact]
    public async Task The_number_of_threads_is_told_and_explained()
    {
        Assert.Contains("bits, 3 threads", (await Cli.RunTinyAsync("test", "--data", place.Data, "--threads", "3", "--verbose")).Error, StringComparison.Ordinal);
        foreach (var (command, words) in new[] { ("explain", "Results do not depend on it"), ("test", "Results do not depend on it"), ("train", "Networks trained with another number"), ("evaluate", "Networks trained with another number") })
            Assert.Contains(words, string.Join(' ', (await Cli.RunAsync(command, "--help")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_number_of_threads_tests_and_draws_nothing_again()
    {
        string[] command = ["reproduce", "--data", place.Data, "--epochs", "1", "--output", place["out"]];
        (await Cli.RunTinyAsync([.. command, "--threads", "1"])).Succeeded();
        var model = File.ReadAllBytes(place["out/model.safetensors"]);

        var result = (await Cli.RunTinyAsync([.. command, "--threads", "2"])).Succeeded();

        // The training is another one; what depends on its network is done again if the network is another.
        var same = model.AsSpan().SequenceEqual(File.ReadAllBytes(place["out/model.safetensors"]));
        Assert.DoesNotContain("training  unchanged", result.Output, StringComparison.Ordinal);
        Assert.Equal(same, result.Output.Contains("test      unchanged", StringComparison.Ordinal));
        Assert.Equal(same, result.Output.Contains("figures   unchanged", StringComparison.Ordinal));
    }
}
