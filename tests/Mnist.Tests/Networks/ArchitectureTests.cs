using System.Runtime.InteropServices;
using System.Text.Json;
using Mnist.ModelFiles;
using Mnist.Networks;
using Relevance;
using Relevance.Torch.Runtime;
using TorchSharp;
using static Mnist.Networks.LayerSpecification;
using static TorchSharp.torch;
using Architecture = Mnist.Networks.Architecture;

namespace Mnist.Tests.Networks;

[Collection(LibtorchCollection.Name)]
public sealed class ArchitectureTests
{
    public ArchitectureTests() => TorchRuntime.Initialize();

    [Fact]
    public void The_target_has_the_names_and_shapes_of_its_state_dict_in_PyTorch()
    {
        using var network = Architectures.Target.Build(seed: 0);
        var expected = new (string, long[])[]
        {
            ("0.weight", [6, 1, 3, 3]), ("0.bias", [6]),
            ("3.weight", [16, 6, 3, 3]), ("3.bias", [16]),
            ("8.weight", [120, 400]), ("8.bias", [120]),
            ("11.weight", [84, 120]), ("11.bias", [84]),
            ("14.weight", [10, 84]), ("14.bias", [10]),
        };
        Assert.Equal(expected, network.state_dict().Select(entry => (entry.Key, entry.Value.shape)));
        Assert.Equal(expected, Architectures.Target.Parameters.Select(parameter => (parameter.Name, parameter.Shape.ToArray())));
    }

    [Fact]
    public void The_target_is_built_of_the_layers_of_the_original()
    {
        using var network = Architectures.Target.Build(seed: 0);
        Assert.Equal(
            ["Conv2d", "LeakyReLU", "AvgPool2d", "Conv2d", "LeakyReLU", "AvgPool2d", "Flatten",
             "Dropout", "Linear", "LeakyReLU", "Dropout", "Linear", "LeakyReLU", "Dropout", "Linear"],
            network.children().Select(layer => layer.GetType().Name));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"{i}"), network.named_children().Select(child => child.name));
        Assert.All(network.children().OfType<TorchSharp.Modules.LeakyReLU>(), layer => Assert.Equal(0.01, layer.negative_slope));
        Assert.All(network.children().OfType<TorchSharp.Modules.Dropout>(), layer => Assert.Equal(0.25, layer.p));
    }

    [Fact]
    public void The_paper_network_follows_the_advice_for_networks_that_are_to_be_explained()
    {
        Assert.All(Architectures.Paper.Layers, layer => Assert.True(
            layer is Conv2d or ReLU or AvgPool2d or Flatten or Dropout or Linear, $"{layer}"));
        Assert.Single(Architectures.Paper.Layers.OfType<Linear>());
    }

    [Fact]
    public void Max_pooling_takes_the_place_of_average_pooling_in_the_network_and_in_its_file()
    {
        var architecture = Named("max-pooling");
        using var network = architecture.Build(seed: 0);
        Assert.Equal(2, network.children().OfType<TorchSharp.Modules.MaxPool2d>().Count());
        using var scope = NewDisposeScope();
        Assert.Equal([2, 10], network.call(zeros(2, 1, 28, 28)).shape);
        Assert.Equal(architecture, JsonSerializer.Deserialize<Architecture>(JsonSerializer.Serialize(architecture)));
        Assert.Throws<ArgumentException>(() => new Architecture([new MaxPool2d(29), new Flatten()]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_scores_have_the_promised_shape(string name)
    {
        var architecture = Named(name);
        using var scope = NewDisposeScope();
        using var network = architecture.Build(seed: 0);
        Assert.Equal([2, architecture.Classes], network.call(zeros(2, 1, 28, 28)).shape);
    }

    public static TheoryData<string> Names => ["target", "paper", "max-pooling"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_network_of_a_module_s_weights_gives_libtorch_s_scores(string name)
    {
        using var scope = NewDisposeScope();
        var architecture = Named(name);
        using var module = architecture.Build(seed: 7);
        var network = TrainedModels.From(module, new() { Architecture = architecture }).Network;
        module.eval();
        module.to(ScalarType.Float64);
        var images = randn([5, 1, 28, 28], ScalarType.Float64, generator: new Generator(7));
        var expected = module.call(images).data<double>().ToArray();
        var inputs = Tensors.Of(images.data<double>().ToArray(), 5, Architecture.InputShape);
        var found = network.Scores(inputs, TestContext.Current.CancellationToken);
        Assert.Equal([5, architecture.Classes], found.Lengths.ToArray());
        var tolerance = 1e-12 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(found.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void Weights_are_initialised_uniformly_within_the_bound_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Target.Build(seed: 3);
        foreach (var (name, fanIn) in new[] { ("0", 9), ("3", 54), ("8", 400), ("11", 120), ("14", 84) })
        {
            var weight = network.get_parameter($"{name}.weight")!;
            var bound = 1 / Math.Sqrt(fanIn);
            Assert.True(weight.abs().max().item<float>() <= bound);
            Assert.True(network.get_parameter($"{name}.bias")!.abs().max().item<float>() <= bound);
            // A uniform distribution's standard deviation; the smallest layer has 54 values.
            Assert.Equal(bound / Math.Sqrt(3), weight.std().item<float>(), 0.15 * bound);
        }
    }

    [Fact]
    public void He_s_initialisation_keeps_the_size_of_the_signal()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Target.Build(seed: 3, Initialization.He);
        foreach (var (name, fanIn) in new[] { ("3", 54), ("8", 400), ("11", 120), ("14", 84) })
        {
            Assert.Equal(Math.Sqrt(2.0 / fanIn), network.get_parameter($"{name}.weight")!.std().item<float>(), 0.15 / Math.Sqrt(fanIn));
            Assert.Equal(0, network.get_parameter($"{name}.bias")!.abs().max().item<float>());
        }
    }

    [Fact]
    public void The_seed_alone_determines_the_weights()
    {
        random.manual_seed(1);
        var first = Weights(5);
        random.manual_seed(2);
        Assert.Equal(first, Weights(5));
        Assert.NotEqual(first, Weights(6));
    }

    [Fact]
    public void A_network_outlives_the_scope_that_it_was_built_in()
    {
        TorchSharp.Modules.Sequential network;
        using (NewDisposeScope())
            network = Architectures.Target.Build(seed: 0);
        Assert.All(network.parameters(), parameter => Assert.False(parameter.IsInvalid));
        network.Dispose();
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new Architecture([new Conv2d(1, 6, 3), new Conv2d(5, 6, 3)]));
        Assert.Contains("Layer 1", error.Message);
        Assert.Contains("[6, 26, 26]", error.Message);
    }

    [Fact]
    public void Impossible_networks_are_refused()
    {
        LayerSpecification[][] impossible =
        [
            [],
            [null!],
            [new Conv2d(1, 6, 29)],
            [new Conv2d(1, long.MaxValue, 3)],
            [new Conv2d(1, 6, 3, Padding: 3)],
            [new Flatten(), new Linear(783, 10)],
            [new Flatten(), new AvgPool2d(2)],
            [new AvgPool2d(0)],
            [new Dropout(1)],
            [new LeakyReLU(double.NaN)],
            [new ReLU()],
        ];
        Assert.All(impossible, layers => Assert.Throws<ArgumentException>(() => new Architecture([.. layers])));
    }

    [Fact]
    public void It_is_the_same_after_a_trip_through_JSON()
    {
        var json = JsonSerializer.Serialize(Architectures.Target);
        Assert.Equal(Architectures.Target, JsonSerializer.Deserialize<Architecture>(json));
        Assert.NotEqual(Architectures.Paper, JsonSerializer.Deserialize<Architecture>(json));
    }

    private static Architecture Named(string name) => name switch
    {
        "target" => Architectures.Target,
        "paper" => Architectures.Paper,
        _ => new([.. Architectures.Target.Layers.Select(layer => layer is AvgPool2d pooling ? new MaxPool2d(pooling.KernelSize) : layer)]),
    };

    private static float[] Weights(long seed)
    {
        using var network = Architectures.Target.Build(seed);
        return [.. network.parameters().SelectMany(parameter => MemoryMarshal.Cast<byte, float>(parameter.bytes).ToArray())];
    }
}
