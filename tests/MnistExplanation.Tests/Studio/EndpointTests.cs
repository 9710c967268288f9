using Mnist.Data;
using MnistExplanation.Digits;
using Relevance;
using Relevance.Catalogue;
using Relevance.Imaging;
using Relevance.Metrics;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Studio.Engine;

namespace MnistExplanation.Tests.Studio;

public sealed class EndpointTests(StudioClient studio) : IClassFixture<StudioClient>
{
    private StudioEngine Engine => studio.Server.Engine;

    [Fact]
    public async Task Health_names_the_network()
    {
        var health = (await studio.GetAsync("health")).Succeeded();

        Assert.Equal("ok", health["status"]!.GetValue<string>());
        Assert.Equal(Engine.Model.Sha256, health["model"]!["sha256"]!.GetValue<string>());
        Assert.True(health["readingMilliseconds"]!.GetValue<double>() > 0);
        Assert.Equal(0, health["working"]!.GetValue<int>());
        Assert.True(health["uptimeSeconds"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task Digits_are_listed_with_what_the_network_says()
    {
        var digits = (await studio.GetAsync("api/digits")).Succeeded().AsArray();
        var one = (await studio.GetAsync("api/digits/18")).Succeeded();

        Assert.Equal(EmbeddedDigits.Instance.Indices.Count, digits.Count);
        Assert.Equal((3, 5), (one["label"]!.GetValue<int>(), one["predicted"]!.GetValue<int>()));
        Assert.Equal(Pixels.Image(18), one["image"].Numbers());
    }

    [Theory]
    [InlineData("lrp")]
    [InlineData("lrp(composite=epsilon-plus, epsilon=0.1)")]
    [InlineData("sensitivity-analysis")]
    [InlineData("integrated-gradients(steps=7, baseline=blurred)")]
    [InlineData("smoothgrad(lrp, samples=3)")]
    [InlineData("expected-gradients(samples=5)")]
    [InlineData("shapley-sampling(orders=3)")]
    public async Task An_explanation_is_the_librarys_own(string notation)
    {
        var answer = (await studio.PostAsync("api/explain", new { image = Pixels.Image(18), methods = new[] { new { notation } }, target = 3, contrast = 5 })).Succeeded();

        var expected = Pixels.Explain(Engine, MethodNotation.Parse(notation).Create(Engine.Network, Engine.Domain), 18, Target.Contrast(3, 5));
        Pixels.Equal(expected, answer["explanations"]![0]!["relevance"].Numbers());
        Assert.Equal(expected.Sum(), answer["explanations"]![0]!["sum"]!.GetValue<double>());
        Assert.Equal((5, 3), (answer["predicted"]!.GetValue<int>(), answer["target"]!.GetValue<int>()));
        Assert.Equal(1, answer["probabilities"].Numbers().Sum(), 1e-6);
    }

    [Fact]
    public async Task Methods_are_read_from_properties_as_from_their_notation()
    {
        object[] methods =
        [
            new { name = "smoothgrad", samples = 3, of = new { name = "lrp", composite = "epsilon-plus" } },
            new { notation = "smoothgrad(lrp(composite=epsilon-plus), samples=3)" },
        ];
        var found = (await studio.PostAsync("api/explain", new { image = Pixels.Image(0), methods })).Succeeded()["explanations"]!;

        Assert.Equal("smoothgrad(lrp(composite=epsilon-plus), samples=3)", found[0]!["notation"]!.GetValue<string>());
        Assert.Equal(found[1]!["relevance"].Numbers(), found[0]!["relevance"].Numbers());
    }

    [Fact]
    public async Task Rules_plan_and_ledger_are_the_librarys_own()
    {
        var method = new { name = "lrp", rules = new[] { new { layers = "3", rule = "gamma(gamma=0.5)" } } };
        var found = (await studio.PostAsync("api/explain", new { image = Pixels.Image(0), methods = new[] { method }, plan = true, ledger = true })).Succeeded()["explanations"]![0]!;

        var (low, high) = (Engine.Domain.Low, Engine.Domain.High);
        var lrp = new LayerwiseRelevancePropagation(Engine.Network, NamedComposites.Default.Create(low, high).WithFirst(CompositeNotation.ParseLine("3=gamma(gamma=0.5)", low, high)));
        Pixels.Equal(Pixels.Explain(Engine, lrp, 0, Target.Predicted), found["relevance"].Numbers());
        var ledger = lrp.ExplainWithLedger(Pixels.Input(Engine, 0)).Ledger;
        Assert.Equal(ledger.Entries.Reverse().Select(entry => entry.Node.Name), found["ledger"]!.AsArray().Select(line => line!["layer"]!.GetValue<string>()));
        Pixels.Equal([.. ledger.Entries.Reverse().Select(entry => entry.Bias[0])], [.. found["ledger"]!.AsArray().Select(line => line!["bias"]!.GetValue<double>())]);
        Assert.Equal(["z-box", "epsilon", "gamma"], found["plan"]!.AsArray().Where(line => line!["layer"]!.GetValue<string>() is "0" or "2" or "3").Select(line => line!["name"]!.GetValue<string>()));
        Assert.Equal("name 3", found["plan"]!.AsArray().Single(line => line!["layer"]!.GetValue<string>() == "3")!["because"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_image_that_is_no_digit_is_called_unlike_one()
    {
        static double[] Rectangle(int left, int top, int width, int height) =>
            [.. Enumerable.Range(0, 784).Select(pixel => pixel % 28 - left is var x && pixel / 28 - top is var y && x >= 0 && x < width && y >= 0 && y < height ? 1.0 : 0.0)];
        async Task<string?> UnlikeAsync(double[] image) => (await studio.PostAsync("api/explain", new { image })).Succeeded()["unlike"]?.GetValue<string>();

        Assert.Equal("faint", await UnlikeAsync(Rectangle(12, 12, 3, 3)));
        Assert.Equal("solid", await UnlikeAsync(Rectangle(9, 9, 9, 9)));
        Assert.Equal("shape", await UnlikeAsync(Rectangle(4, 13, 20, 2)));
        Assert.Null(await UnlikeAsync(Rectangle(13, 4, 2, 20))); // a 1
        foreach (var place in Enumerable.Range(0, 100))
            Assert.Null(Engine.Likeness.Unlike(Inputs.ToIntensities(EmbeddedDigits.Instance.Images[place].Pixels.Span)));
    }

    [Fact]
    public async Task The_start_of_a_propagation_is_heard()
    {
        var method = new { name = "lrp", start = "log-odds" };
        var found = (await studio.PostAsync("api/explain", new { image = Pixels.Image(0), methods = new object[] { method, new { name = "smoothgrad", samples = 2, of = method } } })).Succeeded()["explanations"]!;
        var walk = (await studio.PostAsync("api/walk", new { image = Pixels.Image(0), start = "log-odds" })).Succeeded();

        var lrp = MethodNotation.Parse("lrp(start=log-odds)").Create(Engine.Network, Engine.Domain);
        var expected = Pixels.Explain(Engine, lrp, 0, Target.Predicted);
        Pixels.Equal(expected, found[0]!["relevance"].Numbers());
        Pixels.Equal(expected, walk["layers"]!.AsArray()[^1]!["relevance"].Numbers());
        var smooth = MethodNotation.Parse("smoothgrad(lrp(start=log-odds), samples=2)").Create(Engine.Network, Engine.Domain);
        Pixels.Equal(Pixels.Explain(Engine, smooth, 0, Target.Predicted), found[1]!["relevance"].Numbers());
    }

    [Fact]
    public async Task A_drawing_is_centred_as_images_of_the_command_line_are()
    {
        var pixels = new byte[100 * 60];
        for (var y = 10; y < 50; y++)
            pixels.AsSpan(100 * y + 70, 8).Fill(255);
        var drawing = new { width = 100, height = 60, pixels };

        var prepared = (await studio.PostAsync("api/explain", new { drawing })).Succeeded();
        var scaled = (await studio.PostAsync("api/explain", new { drawing, prepare = false })).Succeeded();

        var drawn = new GreyImage(100, 60, pixels);
        Assert.Equal(Inputs.ToIntensities(drawn.ToCentered(field: 28).Pixels), prepared["image"].Numbers());
        Assert.Equal(Inputs.ToIntensities(drawn.ResizeArea(28, 28).Pixels), scaled["image"].Numbers());
        Assert.Empty(prepared["explanations"]!.AsArray());
    }

    [Fact]
    public async Task A_walk_goes_from_the_score_to_the_pixels()
    {
        var layers = (await studio.PostAsync("api/walk", new { image = Pixels.Image(0), composite = "epsilon-plus", target = 7 })).Succeeded()["layers"]!.AsArray();

        Assert.Equal(Engine.Network.Nodes.Reverse().Select(node => node.Name).Append("pixels"), layers.Select(layer => layer!["name"]!.GetValue<string>()));
        var composite = NamedComposites.Find("epsilon-plus").Create(Engine.Domain.Low, Engine.Domain.High);
        Pixels.Equal(Pixels.Explain(Engine, new LayerwiseRelevancePropagation(Engine.Network, composite, "3"), 0, Target.Class(7)),
            layers.Single(layer => layer!["name"]!.GetValue<string>() == "3")!["relevance"].Numbers());
        Pixels.Equal(Pixels.Explain(Engine, new LayerwiseRelevancePropagation(Engine.Network, composite), 0, Target.Class(7)), layers[^1]!["relevance"].Numbers());
        Assert.Equal(Score(Pixels.Image(0))[7], layers[0]!["entering"]!.GetValue<double>());
        Pixels.Equal([.. Score(Pixels.Image(0)).Select(score => (double)score)], layers[0]!["activations"].Numbers());
        // What leaves a layer enters the next.
        foreach (var (layer, next) in layers.Zip(layers.Skip(1)))
            Assert.Equal(layer!["leaving"]!.GetValue<double>(), next!["entering"]!.GetValue<double>());
    }

    [Fact]
    public async Task Deletion_follows_the_score_pixel_by_pixel()
    {
        var image = Pixels.Image(0);
        double[] relevance = [.. Enumerable.Range(0, 784).Select(pixel => image[pixel] + pixel / 1e4)];
        var found = (await studio.PostAsync("api/deletion", new { image, relevance, target = 7, contrast = 1, fill = "black", randomOrders = 3, seed = 5 })).Succeeded();

        int[] order = [.. found["order"]!.AsArray().Select(pixel => pixel!.GetValue<int>())];
        Assert.Equal(Enumerable.Range(0, 784).OrderByDescending(pixel => relevance[pixel]), order);
        var curve = found["byRelevance"].Numbers();
        Assert.Equal(785, curve.Length);
        foreach (var count in (int[])[0, 1, 100, 784])
        {
            var left = (double[])image.Clone();
            foreach (var pixel in order.Take(count))
                left[pixel] = 0;
            var scores = Score(left);
            Assert.Equal((double)scores[7] - scores[1], curve[count]);
            Assert.Equal(Explained.Softmax(scores)[7], found["probabilities"]!["byRelevance"]![count]!.GetValue<double>());
        }
        Assert.All(found["fill"].Numbers(), value => Assert.Equal(0, value, 1e-6));
        var mean = (await studio.PostAsync("api/deletion", new { image, relevance, fill = "mean", randomOrders = 0 })).Succeeded();
        Assert.All(mean["fill"].Numbers(), value => Assert.Equal(image.Average(), value, 1e-5));
        var random = found["random"]!;
        Assert.All(random["mean"].Numbers().Zip(random["low"].Numbers(), random["high"].Numbers()), place => Assert.InRange(place.First, place.Second - 1e-9, place.Third + 1e-9));
        Assert.Equal(curve[784], random["mean"]![784]!.GetValue<double>());
        var again = (await studio.PostAsync("api/deletion", new { image, relevance, target = 7, contrast = 1, fill = "black", randomOrders = 3, seed = 5 })).Succeeded();
        Assert.Equal(random["mean"].Numbers(), again["random"]!["mean"].Numbers());
    }

    [Fact]
    public async Task A_drop_is_what_the_score_loses()
    {
        var image = Pixels.Image(0);
        double[] mask = [.. Enumerable.Range(0, 784).Select(pixel => pixel is > 200 and < 260 ? 1.0 : 0)];
        double[] relevance = [.. Enumerable.Range(0, 784).Select(pixel => (double)pixel)];
        var drop = (await studio.PostAsync("api/drop", new { image, mask, relevance, target = 7 })).Succeeded();

        var left = Score([.. image.Select((value, pixel) => mask[pixel] == 1 ? 0 : value)]);
        Assert.Equal(Enumerable.Range(201, 59).Sum(), drop["predicted"]!.GetValue<double>());
        Assert.Equal((double)Score(image)[7] - left[7], drop["actual"]!.GetValue<double>());
    }

    [Fact]
    public async Task Randomising_explains_the_network_that_has_forgotten()
    {
        var found = (await studio.PostAsync("api/randomize", new { image = Pixels.Image(0), methods = new[] { new { name = "lrp" } }, layers = 2, seed = 3 })).Succeeded();

        var network = Engine.Network.WithRandomWeights([.. Engine.Network.WeightedLayers[^2..]], 3);
        var call = MethodNotation.Parse("lrp");
        var expected = Pixels.Explain(Engine, call.Create(network, Engine.Domain), 0, Target.Class(7));
        Pixels.Equal(expected, found["explanations"]![0]!["relevance"].Numbers());
        Assert.Equal(Correlation.Spearman(Pixels.Explain(Engine, call.Create(Engine.Network, Engine.Domain), 0, Target.Class(7)), expected),
            found["explanations"]![0]!["similarity"]!.GetValue<double>());
        var unchanged = (await studio.PostAsync("api/randomize", new { image = Pixels.Image(0), methods = new[] { new { name = "lrp" } }, layers = 0 })).Succeeded();
        Assert.Equal(1, unchanged["explanations"]![0]!["similarity"]!.GetValue<double>(), 1e-3);
    }

    [Fact]
    public async Task The_nearest_digit_to_a_digit_is_itself()
    {
        var found = (await studio.PostAsync("api/nearest", new { image = Pixels.Image(18), count = 4 })).Succeeded().AsArray();

        Assert.Equal(4, found.Count);
        Assert.Equal((18, 0.0), (found[0]!["index"]!.GetValue<int>(), found[0]!["distance"]!.GetValue<double>()));
        Assert.Equal(found.Select(one => one!["distance"]!.GetValue<double>()).Order(), found.Select(one => one!["distance"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Prototypes_are_an_image_of_each_class_for_each_variant()
    {
        var variants = (await studio.GetAsync("api/prototypes")).Succeeded()["variants"]!.AsArray();

        Assert.Equal(MnistExplanation.Interpreting.Variant.All.Select(variant => variant.Name), variants.Select(variant => variant!["name"]!.GetValue<string>()));
        foreach (var variant in variants)
        {
            var images = variant!["images"]!.AsArray();
            Assert.Equal(10, images.Count);
            for (var index = 0; index < 10; index++)
            {
                Assert.Equal(LabelledImages.PixelsPerImage, images[index].Numbers().Length);
                Assert.Equal(index, Array.IndexOf(Score(images[index].Numbers()), Score(images[index].Numbers()).Max()));
            }
        }
    }

    [Fact]
    public async Task The_description_lists_every_endpoint()
    {
        var paths = (await studio.GetAsync("openapi/v1.json")).Succeeded()["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["/api/catalogue", "/api/deletion", "/api/digits", "/api/digits/{index}", "/api/drop", "/api/explain", "/api/nearest", "/api/prototypes", "/api/randomize", "/api/walk", "/health"],
            paths);
    }

    private float[] Score(double[] image) => Explained.Rows(Engine.Network.Scores(Inputs.ToTensor(Engine.Normalize(image))))[0];
}
