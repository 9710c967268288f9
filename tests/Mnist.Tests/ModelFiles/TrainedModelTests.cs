using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Mnist.ModelFiles;
using Mnist.Networks;
using Relevance;
using Relevance.Formats;
using Relevance.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Tests.ModelFiles;

[Collection(LibtorchCollection.Name)]
public sealed class TrainedModelTests
{
    private static readonly Architecture Small = new(
    [
        new LayerSpecification.AvgPool2d(7), new LayerSpecification.Conv2d(1, 2, 3, 1), new LayerSpecification.ReLU(),
        new LayerSpecification.Flatten(), new LayerSpecification.Linear(32, 3),
    ]);

    private static readonly ModelMetadata SmallMetadata = new()
    {
        Architecture = Small,
        Preset = "small",
        Dataset = "shapes",
        ClassNames = ["circle", "square", "triangle \"△\""],
        Mean = 0.25,
        StandardDeviation = 0.5,
        Seed = long.MaxValue,
        Epochs = 3,
        TestAccuracy = 0.875,
        Versions = ImmutableSortedDictionary<string, string>.Empty.Add("program", "1.2.3"),
    };

    public TrainedModelTests() => TorchRuntime.Initialize();

    [Fact]
    public void Weights_and_metadata_survive_the_file()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var network = Small.Build(seed: 1);
        var model = TrainedModels.From(network, SmallMetadata);
        model.Save(folder.File("model.safetensors"));
        var read = TrainedModel.Load(folder.File("model.safetensors"));
        var images = rand(4, 1, 28, 28);
        using var module = read.ToModule();
        Assert.Equal(network.ScoresOf(images), module.ScoresOf(images));
        var inputs = Tensors.Of(images.data<float>().ToArray(), 4, Architecture.InputShape);
        Assert.Equal(model.Network.ScoresOf(inputs), read.Network.ScoresOf(inputs));
        Assert.Equal(SmallMetadata.Architecture, read.Metadata.Architecture);
        Assert.Equal(SmallMetadata.ClassNames, read.Metadata.ClassNames);
        Assert.Equal(SmallMetadata.ToJson(), read.Metadata.ToJson());
        Assert.Equal(File.ReadAllBytes(folder.File("model.safetensors")), read.ToBytes());
    }

    [Fact]
    public void The_network_is_a_copy()
    {
        using var network = Small.Build(seed: 1);
        var model = TrainedModels.From(network, SmallMetadata);
        var inputs = Tensors.Zeros<float>(1, Architecture.InputShape);
        var (bytes, scores) = (model.ToBytes(), model.Network.ScoresOf(inputs));
        using (no_grad())
            network.get_parameter("4.bias")!.fill_(7);
        Assert.Equal(bytes, model.ToBytes());
        Assert.Equal(scores, model.Network.ScoresOf(inputs));
        Assert.True(network.training);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Its_module_is_a_copy_in_evaluation_mode_without_gradients()
    {
        using var network = Small.Build(seed: 1);
        var model = TrainedModels.From(network, SmallMetadata);
        var before = model.ToBytes();
        using var module = model.ToModule();
        Assert.Equal(before, TrainedModels.From(module, SmallMetadata).ToBytes());
        Assert.False(module.training);
        Assert.All(module.parameters(), parameter => Assert.False(parameter.requires_grad));
        module.get_parameter("4.bias")!.fill_(7);
        Assert.Equal(before, model.ToBytes());
    }

    [Fact]
    public void Foreign_weights_of_the_target_s_shapes_are_taken_for_the_target()
    {
        using var network = Architectures.Target.Build(seed: 1);
        var model = TrainedModel.Read(WithoutMetadata(network));
        Assert.Equal(Architectures.Target, model.Metadata.Architecture);
        Assert.Equal((0.1307, 0.3081, "mnist"), (model.Metadata.Mean, model.Metadata.StandardDeviation, model.Metadata.Dataset));
        Assert.Equal(network.get_parameter("8.weight")!.data<float>().ToArray(), model["8.weight"].Values.ToArray());
    }

    [Fact]
    public void Foreign_weights_of_another_network_are_refused_with_what_was_expected_and_what_was_found()
    {
        using var network = Architectures.Paper.Build(seed: 1);
        var error = Assert.Throws<ModelFileException>(() => TrainedModel.Read(WithoutMetadata(network)));
        Assert.Contains("does not say which network", error.Message);
        var lines = error.Message.Split('\n');
        Assert.Matches(@"^  expected 0\.weight \[6, 1, 3, 3\] +found 0\.weight \[16, 1, 3, 3\]$", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("  expected 8.weight [120, 400]", StringComparison.Ordinal));
        Assert.InRange(lines.Length, 3, 11);
    }

    [Fact]
    public void Weights_under_other_names_stand_beside_those_that_are_missing()
    {
        using var network = Architectures.Target.Build(seed: 1);
        var content = Safetensors.Read(WithoutMetadata(network));
        var file = (content with { Tensors = [.. content.Tensors.Select(tensor => tensor.Name == "3.bias" ? tensor with { Name = "conv2.bias" } : tensor)] }).ToBytes();

        Assert.EndsWith("\n  expected 3.bias [16]  found conv2.bias [16]", Assert.Throws<ModelFileException>(() => TrainedModel.Read(file)).Message);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var network = Architectures.Target.Build(seed: 1);
        var content = Safetensors.Read(WithoutMetadata(network));
        var file = (content with { Tensors = content.Tensors.RemoveAll(tensor => tensor.Name == "11.bias") }).ToBytes();
        Assert.EndsWith("\n  expected 11.bias [84]  found nothing", Assert.Throws<ModelFileException>(() => TrainedModel.Read(file)).Message);
    }

    [Fact]
    public void Metadata_that_contradict_the_tensors_are_refused()
    {
        using var network = Architectures.Target.Build(seed: 1);
        var error = Assert.Throws<ModelFileException>(() => TrainedModels.From(network, SmallMetadata));
        Assert.Contains("not those of the network it describes", error.Message);
    }

    [Theory]
    [InlineData("\"conv2d\"", "\"system_command\"")]
    [InlineData("\"conv2d\"", "\"linear\"")]
    [InlineData("\"type\":\"relu\"", "\"kind\":\"relu\"")]
    [InlineData("\"padding\":1", "\"padding\":1000000000000")]
    [InlineData("\"standard_deviation\":0.5", "\"standard_deviation\":0")]
    [InlineData("\"circle\",", "")]
    [InlineData("\"circle\",", "null,")]
    [InlineData("\"format_version\":1", "\"format_version\":2")]
    [InlineData("\"test_accuracy\":0.875", "\"test_accuracy\":87.5")]
    [InlineData("\"architecture\"", "\"structure\"")]
    [InlineData("\"layers\"", "\"levels\"")]
    public void A_false_description_is_refused(string from, string to)
    {
        var json = SmallMetadata.ToJson();
        Assert.Contains(from, json);
        Assert.Contains("not valid", Assert.Throws<ModelFileException>(() => ModelMetadata.FromJson(json.Replace(from, to))).Message);
    }

    [Fact]
    public void Changed_descriptions_are_read_or_refused_and_never_anything_else()
    {
        var valid = Encoding.UTF8.GetBytes(SmallMetadata.ToJson());
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte[0x20, 0x7e]).Array[1, 3].Sample(changes =>
        {
            var text = valid.ToArray();
            foreach (var (position, value) in changes)
                text[position] = value;
            try
            {
                _ = ModelMetadata.FromJson(Encoding.UTF8.GetString(text)).Architecture.Classes;
            }
            catch (ModelFileException)
            {
            }
        }, iter: 2000);
    }

    [Fact]
    public void A_damaged_file_is_reported_with_its_path()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("broken"), [1, 2, 3]);
        Assert.Contains(folder.File("broken"), Assert.Throws<ModelFileException>(() => TrainedModel.Load(folder.File("broken"))).Message);
    }

    private static byte[] WithoutMetadata(Sequential network) => new Safetensors(
        Safetensors.NoMetadata, [.. network.state_dict().Select(entry => NamedTensors.From(entry.Key, entry.Value))]).ToBytes();
}

file static class Scores
{
    internal static float[] ScoresOf(this Relevance.Networks.Network network, System.Numerics.Tensors.Tensor<float> images) =>
        network.Scores(images, TestContext.Current.CancellationToken).Values.ToArray();

    internal static byte[] ScoresOf(this Sequential network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return network.call(images).bytes.ToArray();
    }
}
