using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Samples.Tests;

/// <summary>
/// The samples, run as those run them who copy them, in a folder of their own. One after the other: each builds what it uses. Numbers are compared as they
/// are printed, to within a unit of the last digit for each.
/// </summary>
public sealed partial class SampleTests : IDisposable
{
    private const int MostLines = 40;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relevance-samples-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void No_sample_has_more_than_forty_lines_and_each_begins_with_what_it_shows_and_how_to_run_it()
    {
        Assert.All(Samples, sample =>
        {
            string[] lines = File.ReadAllLines(sample);
            Assert.InRange(lines.Length, 1, MostLines);
            Assert.Matches($"^// .+[.?] dotnet run -c Release {Regex.Escape(Path.GetFileName(sample))}", lines[0]);
            Assert.Contains(lines, line => line.StartsWith("// Outside the repository: #:package Relevance", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_list_of_samples_names_each_and_shows_pictures_that_are_there()
    {
        string list = File.ReadAllText(Path.Combine(Folder, "README.md"));

        string[] links = [.. Linked().Matches(list).Select(match => match.Groups[1].Value)];
        Assert.Equal(Samples.Select(Path.GetFileName).Order(), links.Where(link => link.EndsWith(".cs", StringComparison.Ordinal)).Order());
        string[] pictures = [.. links.Where(link => link.EndsWith(".png", StringComparison.Ordinal))];
        Assert.Equal(2, pictures.Length);
        Assert.All(pictures, picture => Assert.True(File.Exists(Path.Combine(Folder, picture)), picture));
    }

    [Fact]
    public async Task First_heatmap_draws_what_the_library_draws_for_the_digit_that_was_asked_for()
    {
        string said = await RunAsync("first-heatmap", "12");

        var (pixels, label) = Digit(12);
        var (model, normalization) = (Model, Model.Metadata.Normalization);
        var lrp = new LayerwiseRelevancePropagation(model.Network, NamedComposites.Default.Create(normalization.Low(), normalization.High()));
        var expected = lrp.Explain(normalization.ToTensor<float>(pixels, 1));
        Assert.Equal(label, expected.Direction.Image(0).IndexOf(1));
        Assert.Contains(Invariant($"reads a {label}, with a score of {expected.ExplainedScores[0]:F2}."), said, StringComparison.Ordinal);
        Assert.Equal(expected.Heatmap(legend: true).Render().ToPng(), File.ReadAllBytes(Written("heatmap.png")));
        AssertHasBothColours(Picture.Decode(Written("heatmap.png")));
    }

    [Fact]
    public async Task Own_network_finds_the_upright_line_and_accounts_for_the_whole_score()
    {
        string[] said = (await RunAsync("own-network")).ReplaceLineEndings("\n").TrimEnd().Split('\n');

        // The filter says 6 − 1 at three places; a pixel of the line lies in one, two or three of their windows, and each gives 6/5 of 5 to three pixels.
        Assert.Equal("scores: upright 15.00, level -15.00", said[0]);
        double[][] rows = [.. said[1..6].Select(Numbers)];
        for (int row = 0; row < 5; row++)
            Assert.Equal([0, 0, new[] { 2, 4, 6, 4, 2 }[row], 0, 0], rows[row]);
        Assert.Equal("score 15.00 = pixels 18.00 + biases -3.00", said[6]);
        Assert.Equal(["conv.bias", "conv.weight", "scores.weight"], Safetensors.Load(Written("lines.safetensors")).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public async Task Own_rule_conserves_and_knows_nothing_that_speaks_against()
    {
        string said = await RunAsync("own-rule");

        Assert.Equal(6, Regex.Count(said, @"by-size\(epsilon=1E-09\) +because it is linear"));
        double[] numbers = Numbers(said.Split('\n').Single(line => line.StartsWith("score ", StringComparison.Ordinal)).Split(':')[0]);
        // No share is negative: what six layers round, each in two sums of at most 400 numbers, a product and a quotient, are so many roundings of the score.
        Assert.Equal(numbers[0], numbers[1], 0.001 + numbers[0] * 6 * (2 * 400 + 2) * Math.ScaleB(1, -24));
        var (red, blue) = Colours(Picture.Decode(Written("own-rule.png")));
        Assert.True(red > 0 && blue == 0, $"{red} pixels are red, {blue} blue.");
    }

    [Fact]
    public async Task Compare_methods_shows_six_heatmaps_beside_each_digit_and_two_that_are_complete()
    {
        string[] said = (await RunAsync("compare-methods")).Split('\n');

        // Both sum to what the score gains on a black image, one of them up to the tolerance that it was given.
        Assert.Equal(Of("deeplift"), Of("integrated-gradients(tolerance=0.01)"), 0.01 + 0.001);
        var picture = Picture.Decode(Written("methods.png"));
        // Seven columns and four rows of panels of 112 units, at twice their size.
        Assert.True(picture.Width > 7 * 224 && picture.Height > 4 * 224, $"{picture.Width} × {picture.Height}");
        AssertHasBothColours(picture);

        double Of(string method) => Numbers(said.Single(line => line.StartsWith(method, StringComparison.Ordinal))[method.Length..])[0];
    }

    [Fact]
    public async Task Judge_methods_finds_the_gradient_times_input_in_lrp_0_and_more_than_chance_in_each()
    {
        string[] said = (await RunAsync("judge-methods")).Split('\n');

        Dictionary<string, double[]> rows = said.Skip(2).Where(line => line.Length > 24).ToDictionary(line => line[..24].Trim(), line => Numbers(line[24..]));
        Assert.Equal(6, rows.Count);
        Assert.All(rows.Values, row => Assert.Equal(4, row.Length));
        // In a network of rectifiers the two are one (Montavon et al. 2019); chance has a gap of 0.
        Assert.Equal(rows["gradient-times-input"][3], rows["lrp(composite=lrp-0)"][3], 0.001);
        Assert.All(rows.Values, row => Assert.True(row[0] > 0));
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task Over_a_photograph_finds_the_poppy_red_and_the_meadow_green()
    {
        double[] numbers = Numbers(await RunAsync("over-a-photograph"));

        Assert.Equal(numbers[0] - numbers[1], numbers[2], 3 * 0.0001);
        var picture = Picture.Decode(Written("over-a-photograph.png"));
        Assert.Equal((480, 360), (picture.Width, picture.Height));
        Assert.True(IsRed(picture[300, 150]), $"{picture[300, 150]}");
        Assert.True(IsBlue(picture[100, 300]), $"{picture[100, 300]}");
        var sky = picture[100, 40];
        Assert.True(sky.R == sky.G && sky.G == sky.B, $"{sky}");
    }

    [Fact]
    public async Task Service_answers_a_digit_with_relevance_that_sums_to_its_score_and_anything_else_with_the_reason()
    {
        var model = Model;
        var conserving = new LayerwiseRelevancePropagation(model.Network, new Composite("conserving",
            [new(LayerCondition.First, new WSquare()), new(LayerCondition.Linear, new LrpGamma(Bias: BiasHandling.Spread))]));
        using var process = Dotnet.Start(folder.FullName, Command("service", "http://127.0.0.1:0"));
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var client = new HttpClient { BaseAddress = await AddressAsync(process, limit.Token), Timeout = Patience.Limit };
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            (byte[] Pixels, int Label, Answer Answer)[] found = await Task.WhenAll(Enumerable.Range(10, 8).Select(async number =>
            {
                var (pixels, label) = Digit(number);
                using var png = new ByteArrayContent(Relevance.Imaging.Heatmap.Render(Map.FromBytes(28, 28, pixels), ColorScale.Grey, factor: 1).ToPng());
                using var response = await client.PostAsync("explain", png, limit.Token);
                return (pixels, label, (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(limit.Token))!);
            }));
            Assert.All(found, digit =>
            {
                var (pixels, label, answer) = digit;
                Assert.Equal((label, 10, 784), (answer.Predicted, answer.Scores.Length, answer.Relevance.Length));
                // What is missing is what the stabilisers took, but for rounding: of at most 400 shares, in as many sums as there are roundings to a share.
                var (explanation, ledger, _) = conserving.ExplainWithLedger(model.Metadata.Normalization.ToTensor<float>(pixels, 1));
                double rounding = 800 * Math.ScaleB(1, -24) * ledger.Entries.Sum(entry => entry.MagnitudeEntering[0] + entry.MagnitudeLeaving[0]);
                Assert.Equal(answer.Scores.Max(), answer.Scores[label]);
                Assert.Equal(answer.Scores.Max() - ledger.Entries.Sum(entry => entry.Epsilon[0]), answer.Relevance.Sum(value => (double)value), rounding);
            });
            using var refused = await client.PostAsync("explain", new StringContent("not a picture"), limit.Token);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("not an image", await refused.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync(limit.Token);
    }

    [Fact]
    public async Task Table_shares_the_score_out_among_the_features()
    {
        string[] said = (await RunAsync("table")).Split('\n');

        double[] shares = [.. said[1..6].Select(line => Numbers(line)[0])];
        Assert.StartsWith("rain", said[0], StringComparison.Ordinal);
        Assert.Equal(Numbers(said[0])[0], shares.Sum(), 6 * 0.001);
        var picture = Picture.Decode(Written("table.png"));
        Assert.Equal(2 * 520, picture.Width);
        AssertHasBothColours(picture);
    }

    private static string Folder { get; } = Metadata("SamplesFolder");

    private static IEnumerable<string> Samples => Directory.EnumerateFiles(Folder, "*.cs");

    private static TrainedModel Model => TrainedModel.Load(Path.Combine(Assets, "target.safetensors"));

    private static string Assets => Path.Combine(Folder, "../src/MnistExplanation/Assets");

    private Task<string> RunAsync(string sample, params IEnumerable<string> arguments) => Dotnet.RunAsync(folder.FullName, Command(sample, arguments));

    private static IEnumerable<string> Command(string sample, params IEnumerable<string> arguments) =>
        ["run", "-c", Metadata("Configuration"), "--file", Path.Combine(Folder, sample + ".cs"), "--", .. arguments];

    /// <summary>The one file that a sample has written.</summary>
    private string Written(string name)
    {
        Assert.Equal([name], folder.GetFiles().Select(file => file.Name));
        return Path.Combine(folder.FullName, name);
    }

    /// <summary>The pixels and the label of one of the hundred digits; what is kept of each are its row in the test set and its label.</summary>
    private static (byte[] Pixels, int Label) Digit(int number) =>
        (NumpyFile.Read(Path.Combine(Assets, "digits.images.npy")).ToBytes()[(784 * number)..(784 * (number + 1))],
            (int)NumpyFile.Read(Path.Combine(Assets, "digits.rows.npy")).ToLongs()[2 * number + 1]);

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return new(match.Groups[1].Value);
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static double[] Numbers(string text) => [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static void AssertHasBothColours(Picture picture)
    {
        var (red, blue) = Colours(picture);
        Assert.True(red > 0 && blue > 0, $"{red} pixels are red, {blue} blue.");
    }

    private static (int Red, int Blue) Colours(Picture picture)
    {
        Rgb[] all = [.. Enumerable.Range(0, picture.Width * picture.Height).Select(place => picture[place % picture.Width, place / picture.Width])];
        return (all.Count(IsRed), all.Count(IsBlue));
    }

    private static bool IsRed(Rgb color) => color.R - color.B > 60;

    private static bool IsBlue(Rgb color) => color.B - color.R > 60;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Metadata(string key) =>
        typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Linked();

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();

    private sealed record Answer(int Predicted, float[] Scores, float[] Relevance);
}
