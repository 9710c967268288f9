using System.Text.Json.Nodes;
using Mnist.Data;
using Mnist.Experts;
using MnistExplanation.Digits;
using MnistExplanation.Interpreting;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Tests.Commands;

public sealed class InterpretTests : IDisposable
{
    private readonly Workplace place = new();

    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Every_class_ends_as_its_own(string variant)
    {
        var result = (await Cli.RunAsync("interpret", "--variant", variant, "--output", place["p.json"])).Succeeded();

        var prototypes = Json.Read(place["p.json"])["prototypes"]!.AsArray();
        Assert.Equal(10, prototypes.Count);
        Assert.All(prototypes.Index(), pair =>
        {
            Assert.Equal(pair.Index, pair.Item!["class"]!.GetValue<int>());
            Assert.Equal(pair.Index, pair.Item["predicted"]!.GetValue<int>());
            Assert.True(pair.Item["probability"]!.GetValue<double>() > 0.95);
            Assert.Equal(pair.Item["probability"]!.GetValue<double>(), pair.Item["predicted_probability"]!.GetValue<double>(), 1e-9);
            Assert.All(Numbers(pair.Item["pixels"]!), pixel => Assert.InRange(pixel, 0, 1));
            var history = Numbers(pair.Item["history"]!);
            Assert.All(history.Zip(history.Skip(1)), steps => Assert.True(steps.Second >= steps.First));
            Assert.Equal(history[^1], pair.Item["objective"]!.GetValue<double>());
        });
        Assert.DoesNotContain("another class", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("l2", "class-mean")]
    [InlineData("gaussian", "black")]
    [InlineData("rbm", "black")]
    [InlineData("rbm", "mean")]
    [InlineData("decoder", "black")]
    [InlineData("local", "mean")]
    public async Task Other_starts_lead_there_too(string variant, string start)
    {
        (await Cli.RunAsync("interpret", "--variant", variant, "--start", start, "--output", place["p.json"])).Succeeded();

        Assert.All(Json.Read(place["p.json"])["prototypes"]!.AsArray(), prototype =>
            Assert.Equal(prototype!["class"]!.GetValue<int>(), prototype["predicted"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_same_command_gives_the_same_bytes_in_every_form()
    {
        foreach (var name in new[] { "a", "b" })
        {
            (await Cli.RunAsync(
                "interpret", "--class", "3", "8", "--variant", "decoder", "l2", "--steps", "30",
                "--output", place[$"{name}.png"], "--output", place[$"{name}.npy"], "--output", place[$"{name}.json"], "--curves", place[$"{name}.curves.png"])).Succeeded();
        }

        Assert.All(["png", "npy", "json", "curves.png"], ending => Assert.Equal(File.ReadAllBytes(place[$"a.{ending}"]), File.ReadAllBytes(place[$"b.{ending}"])));
        var array = NumpyFile.Read(place["a.npy"]);
        Assert.Equal([2, 2, 28, 28], array.Shape);
        var prototypes = Json.Read(place["a.json"])["prototypes"]!.AsArray();
        Assert.Equal(["decoder", "decoder", "l2", "l2"], prototypes.Select(prototype => prototype!["variant"]!.GetValue<string>()));
        Assert.Equal([3, 8, 3, 8], prototypes.Select(prototype => prototype!["class"]!.GetValue<int>()));
        Assert.Equal(array.ToSingles(), prototypes.SelectMany(prototype => Numbers(prototype!["pixels"]!)).Select(pixel => (float)pixel));
        Assert.All(["a.png", "a.curves.png"], file => Assert.True(GreyImage.Decode(place[file]).Width > 100));
    }

    [Fact]
    public async Task A_digit_becomes_every_class_with_small_changes()
    {
        (await Cli.RunAsync("interpret", "--variant", "local", "--near", "0", "--output", place["p.json"])).Succeeded();

        Assert.Equal(0, Json.Read(place["p.json"])["near"]!.GetValue<int>());
        var seven = EmbeddedDigits.Instance.Find([0])!;
        Assert.Equal(7, seven.Labels![0]);
        Assert.All(Json.Read(place["p.json"])["prototypes"]!.AsArray(), prototype =>
        {
            Assert.Equal(prototype!["class"]!.GetValue<int>(), prototype["predicted"]!.GetValue<int>());
            var distance = Numbers(prototype["pixels"]!).Zip(seven.Pixels.ToArray(), (found, pixel) => Math.Pow(found - pixel / 255.0, 2)).Sum();
            // The digit's own ink is about 100.
            Assert.InRange(distance, 0, 30);
        });
    }

    [Fact]
    public async Task Hidden_units_are_shown_with_the_digits_that_excite_them_most()
    {
        (await Cli.RunTinyAsync("interpret", "--data", place.Data, "--unit", "9:17", "4:2", "--output", place["u.json"], "--output", place["u.png"])).Succeeded();

        var document = Json.Read(place["u.json"]);
        Assert.Equal(["9:17", "4:2"], document["units"]!.AsArray().Select(unit => unit!["unit"]!.GetValue<string>()));
        Assert.Contains("60 test images", document["digits"]!.GetValue<string>(), StringComparison.Ordinal);
        var model = DigitModel.Load(null);
        foreach (var unit in document["units"]!.AsArray())
        {
            var exciting = unit!["most_exciting"]!.AsArray();
            var activations = exciting.Select(digit => digit!["activation"]!.GetValue<double>()).ToList();
            Assert.Equal(8, activations.Count);
            Assert.Equal(activations.OrderDescending(), activations);
            Assert.Equal(Naive(model, unit["unit"]!.GetValue<string>()).OrderDescending().Take(8).Select(value => Math.Round(value, 9)), activations.Select(value => Math.Round(value, 9)));
            // The plain search leaves every real digit behind.
            Assert.True(Found(document, unit["unit"]!.GetValue<string>(), "l2") > activations[0]);
        }
        Assert.True(GreyImage.Decode(place["u.png"]).Width > 100);
    }

    [Fact]
    public async Task A_layer_stands_for_all_its_feature_maps()
    {
        var result = (await Cli.RunAsync("interpret", "--unit", "1", "--variant", "l2", "--steps", "2")).Succeeded();

        Assert.All(Enumerable.Range(0, 6), map => Assert.Contains($"1:{map} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Experts_that_the_user_trains_take_the_place_of_those_inside()
    {
        string[] train = ["interpret", "--data", place.Data, "--seed", "5", "--train"];
        var result = (await Cli.RunTinyAsync([.. train, place["a.safetensors"]])).Succeeded();
        (await Cli.RunTinyAsync([.. train, place["b.safetensors"]])).Succeeded();

        Assert.Contains("decoder, epoch 20", result.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(place["a.safetensors"]), File.ReadAllBytes(place["b.safetensors"]));
        Assert.Equal(5, TrainedExperts.Load(place["a.safetensors"]).Metadata.Seed);
        (await Cli.RunAsync("interpret", "--variant", "gaussian", "--class", "1", "--steps", "5", "--output", place["inside.npy"])).Succeeded();
        (await Cli.RunAsync("interpret", "--variant", "gaussian", "--class", "1", "--steps", "5", "--experts", place["a.safetensors"], "--output", place["own.npy"])).Succeeded();
        Assert.NotEqual(File.ReadAllBytes(place["inside.npy"]), File.ReadAllBytes(place["own.npy"]));
        (await Cli.RunAsync("interpret", "--variant", "l2", "--class", "1", "--steps", "1", "--experts", place["a.safetensors"], "--output", place["own.json"])).Succeeded();
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(place["a.safetensors"])));
        Assert.Equal(sha256, Json.Read(place["own.json"])["experts"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_the_model_does_not_have_is_refused_with_what_it_has()
    {
        (await Cli.RunAsync("interpret", "--class", "10")).Failed(ExitCode.Failure, "--class 10", "0 to 9");
        (await Cli.RunAsync("interpret", "--unit", "8:120")).Failed(ExitCode.WrongUsage, "8:120", "0 to 119");
        (await Cli.RunAsync("interpret", "--unit", "conv1")).Failed(ExitCode.WrongUsage, "--unit conv1", "0 (Conv2d)");
        (await Cli.RunAsync("interpret", "--unit", "8", "11")).Failed(ExitCode.WrongUsage, "204 units");
        (await Cli.RunAsync("interpret", "--unit", "8:1", "--start", "class-mean")).Failed(ExitCode.WrongUsage, "--start mean or black");
        (await Cli.RunAsync("interpret", "--unit", "8:1", "--variant", "local")).Failed(ExitCode.WrongUsage, "--near");
        (await Cli.RunAsync("interpret", "--seed", "3")).Failed(ExitCode.WrongUsage, "--seed is for --train");
        (await Cli.RunAsync("interpret", "--near", "3", "--variant", "l2")).Failed(ExitCode.WrongUsage, "--near is for --variant local");
        (await Cli.RunAsync("interpret", "--train", place["e.safetensors"], "--output", place["p.png"])).Failed(ExitCode.WrongUsage, "--train only trains", "--output");
        (await Cli.RunAsync("interpret", "--experts", place["none.safetensors"])).Failed(ExitCode.Failure, "none.safetensors");
        Assert.Empty(place.Files());
    }

    private static double Found(JsonNode document, string unit, string variant) => document["prototypes"]!.AsArray()
        .Single(prototype => prototype!["unit"]!.GetValue<string>() == unit && prototype["variant"]!.GetValue<string>() == variant)!["activation"]!.GetValue<double>();

    /// <summary>The activation for each of the tiny test set's digits, one digit at a time.</summary>
    private static List<double> Naive(SafetensorsModel model, string unit)
    {
        var choice = HiddenUnit.Parse(unit);
        var part = model.Network.UpTo(choice.Layer);
        var test = TinyDataset.Instance.Test;
        return
        [
            .. Enumerable.Range(0, test.Count).Select(i =>
            {
                var scores = part.Scores(model.Normalization.ToTensor<double>(test[i].Pixels.Span, 1)).Values.ToArray();
                // 120 units, or 16 feature maps of 11 × 11.
                return choice.Layer == "9" ? scores[choice.Index!.Value] : scores.Skip(choice.Index!.Value * 121).Take(121).Average();
            }),
        ];
    }

    private static List<double> Numbers(JsonNode node) => node is JsonArray array ? [.. array.SelectMany(item => Numbers(item!))] : [node.GetValue<double>()];
}
