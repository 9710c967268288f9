using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Imaging;

namespace MnistExplanation.Tests.Commands;

public sealed class TestTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_accuracy_is_the_share_of_the_images_whose_highest_score_is_that_of_their_class()
    {
        var result = (await Cli.RunTinyAsync("test", "--data", place.Data, "--output", place["t.json"], place["t.png"])).Succeeded();

        var test = TinyDataset.Instance.Test;
        var model = DigitModel.Load(null);
        var inputs = model.Normalization.ToTensor<float>(test.Pixels.Span, test.Count);
        var scores = model.Network.Scores(inputs);
        var correct = Enumerable.Range(0, test.Count).Count(image => scores.Image(image).ToArray() is var own && Array.IndexOf(own, own.Max()) == test[image].Label);
        var document = Json.Read(place["t.json"]);
        Assert.Equal(correct, document["correct"]!.GetValue<int>());
        Assert.Equal(100.0 * correct / test.Count, document["test_accuracy"]!.GetValue<double>(), 1e-5);
        Assert.Equal(60, document["confusion"]!.AsArray().SelectMany(row => row!.AsArray()).Sum(count => count!.GetValue<int>()));
        Assert.Contains($"of 60 test images ({60 - correct} wrong)", result.Output, StringComparison.Ordinal);
        Assert.True(GreyImage.Decode(place["t.png"]).Width > 100);
    }

    [Fact]
    public async Task A_model_file_that_is_damaged_is_explained()
    {
        File.WriteAllText(place["m.safetensors"], "no model");

        (await Cli.RunTinyAsync("test", "--data", place.Data, "--model", place["m.safetensors"])).Failed(1, "m.safetensors");
    }
}
