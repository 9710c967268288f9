using Relevance.Torch.Reading;
using Relevance.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Networks read from modules.</summary>
public class NetworkTests
{
    [Fact]
    public void Scores_are_those_of_the_module()
    {
        var (network, images) = (TorchNetwork.From(Golden.Module()), Golden.Images<double>());
        // Either side rounds.
        double[] bounds = [.. RoundingBound.OfScores(network, images).Select(bound => 2 * RoundingBound.InFloat64 * bound)];
        foreach (var expected in new[] { new AutogradModel(Golden.Module()).Scores(images), Golden.Read("logits") })
            Assert.All(Errors.PerImage(network.Scores(images), expected).Zip(bounds), image => Assert.InRange(image.First, 0, image.Second));
    }

    [Fact]
    public void Nested_sequentials_become_one_chain_with_paths_as_names()
    {
        var module = nn.Sequential(
            ("features", nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU())),
            ("classifier", nn.Sequential(nn.Flatten(), nn.Linear(8, 3))));
        var network = TorchNetwork.From(module);
        Assert.Equal(["features.0", "features.1", "classifier.0", "classifier.1"], network.Nodes.Select(node => node.Name));
        Assert.Equal(["Conv2d(1 → 2, 3×3)", "ReLU", "Flatten", "Linear(8 → 3)"], network.Nodes.Select(node => node.Layer.ToString()));
    }

    [Fact]
    public void Activations_keep_their_parameters() => Assert.Equal(
        ["ELU(0.7)", "GELU", "GELU(tanh)", "SiLU", "Tanh", "Softplus(2)", "ReLU6", "LeakyReLU(0.2)", "Flatten"],
        TorchNetwork.From(nn.Sequential(
            nn.ELU(0.7), nn.GELU(), nn.GELU(TorchSharp.Modules.GELU.Approximate.tanh), nn.SiLU(), nn.Tanh(), nn.Softplus(2), nn.ReLU6(), nn.LeakyReLU(0.2), nn.Flatten()))
            .Nodes.Select(node => node.Layer.ToString()));

    [Fact]
    public void An_unknown_layer_is_an_error_that_names_it()
    {
        var error = Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(nn.Sequential(("body", nn.Sequential(nn.Linear(3, 3), nn.Softsign())))));
        Assert.Equal(("body.1", typeof(TorchSharp.Modules.Softsign)), (error.LayerName, error.LayerType));
        Assert.Contains("'body.1' (Softsign)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Known are Linear, Conv1d, Conv2d", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subclass_of_Sequential_is_not_taken_for_it()
    {
        Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(new Doubled()));
    }

    [Fact]
    public void Unsupported_settings_of_a_known_layer_are_errors()
    {
        Refused(nn.Conv2d(1, 1, (3, 2), Padding.Same, padding_mode: PaddingModes.Reflect), "same along every axis");
        Refused(nn.ConvTranspose2d(1, 1, (3, 3), (2, 2), output_padding: (1, 0)), "output padding");
        Refused(nn.Upsample([4, 4], mode: UpsampleMode.Bicubic), "bicubic");
        Refused(nn.BatchNorm2d(2, track_running_stats: false), "running statistics");
        Refused(nn.Flatten(0), "batch");
        Refused(nn.Unflatten(0, [1, 2]), "batch");

        static void Refused(nn.Module<Tensor, Tensor> module, string reason) =>
            Assert.Contains(reason, Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(module)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flattening_may_count_its_axes_from_the_end()
    {
        Assert.Equal([6, 20], TorchNetwork.From(nn.Flatten(-2, -1)).Scores(Tensors.Zeros<float>(1, [6, 4, 5])).ImageShape);
        Assert.Equal([24, 5], TorchNetwork.From(nn.Flatten(1, -2)).Scores(Tensors.Zeros<float>(1, [6, 4, 5])).ImageShape);
        // Of one axis less it would merge the batch.
        Assert.Throws<ArgumentException>(() => TorchNetwork.From(nn.Flatten(-2, -1)).Scores(Tensors.Zeros<float>(1, [6])));
    }

    [Fact]
    public void A_softmax_or_sigmoid_at_the_end_is_left_out_and_a_softmax_elsewhere_refused()
    {
        var linear = nn.Linear(3, 2);
        foreach (nn.Module<Tensor, Tensor> last in new nn.Module<Tensor, Tensor>[] { nn.Softmax(1), nn.LogSoftmax(-1), nn.Sigmoid() })
            Assert.Equal(["0"], TorchNetwork.From(nn.Sequential(linear, last)).Nodes.Select(node => node.Name));
        Assert.Contains("logits", Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(nn.Sequential(linear, nn.Softmax(1), nn.Linear(2, 2)))).Message);
        Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(nn.Sequential(linear, nn.Softmax(0))));
    }

    [Fact]
    public void A_convolution_that_pads_with_values_becomes_two_layers()
    {
        var network = TorchNetwork.From(nn.Sequential(nn.Conv2d(1, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect), nn.ReLU()));
        Assert.Equal(["0.padding", "0", "1"], network.Nodes.Select(node => node.Name));
        Assert.Equal("ReflectPadding(1×1)", network.Nodes[0].Layer.ToString());
    }

    [Fact]
    public void Weights_of_several_types_are_refused()
    {
        Assert.Contains("Float32 and Float64", Message(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2).to(ScalarType.Float64))));
        Assert.Contains("BFloat16", Message(nn.Linear(2, 2).to(ScalarType.BFloat16)));

        static string Message(nn.Module<Tensor, Tensor> module) => Assert.Throws<ArgumentException>(() => TorchNetwork.From(module)).Message;
    }

    [Fact]
    public void A_network_without_layers_is_refused() => Assert.Throws<ArgumentException>(() => TorchNetwork.From(nn.Sequential()));

    [Fact]
    public void A_network_keeps_the_weights_it_was_made_from()
    {
        var module = Golden.Module();
        var network = TorchNetwork.From(module);
        var before = network.Scores(Golden.Images<double>()).Values.ToArray();
        using (no_grad())
            module.get_parameter("0.weight")!.zero_();
        Assert.Equal(before, network.Scores(Golden.Images<double>()).Values.ToArray());
    }

    private sealed class Doubled() : TorchSharp.Modules.Sequential([("0", nn.Linear(2, 2))])
    {
        public override Tensor forward(Tensor input) => base.forward(input) * 2;
    }
}
