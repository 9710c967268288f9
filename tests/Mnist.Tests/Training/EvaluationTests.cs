using Mnist.Data;
using Mnist.Training;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Mnist.Tests.Training;

[Collection(LibtorchCollection.Name)]
public sealed class EvaluationTests
{
    public EvaluationTests() => TorchRuntime.Initialize();

    [Fact]
    public void Predictions_are_counted_by_true_and_given_class()
    {
        // The network's scores are the first three pixels: its class is the brightest of them.
        byte[] labels = [0, 1, 2, 2, 1], given = [0, 2, 2, 2, 0];
        var pixels = new byte[5 * 784];
        for (var i = 0; i < 5; i++)
            pixels[i * 784 + given[i]] = 200;
        using var network = new FirstPixels();
        var evaluation = Evaluate(network, new(pixels, labels));
        Assert.Equal([0, 2, 2, 2, 0], evaluation.Predicted);
        Assert.Equal([[1, 0, 0], [1, 0, 1], [0, 0, 2]], evaluation.Confusion.Select(row => row.ToArray()));
        Assert.Equal(3, evaluation.Correct);
        Assert.Equal(0.6, evaluation.Accuracy);
    }

    [Fact]
    public void Images_beyond_one_batch_are_all_classified()
    {
        using var network = Synthetic.Network.Build(seed: 1);
        var images = Synthetic.Images(1203, seed: 5);
        var whole = Evaluate(network, images);
        var end = Evaluate(network, new(images.Pixels[(1100 * 784)..], images.Labels[1100..]));
        Assert.Equal(1203, whole.Predicted.Length);
        Assert.Equal(1203, whole.Confusion.Sum(row => row.Sum()));
        Assert.Equal(end.Predicted, whole.Predicted[1100..]);
    }

    [Fact]
    public void The_network_is_left_as_it_was()
    {
        using var network = Synthetic.Network.Build(seed: 1);
        var before = network.parameters().SelectMany(parameter => parameter.bytes.ToArray()).ToArray();
        var random = torch.random.get_rng_state().bytes.ToArray();
        Evaluate(network, Synthetic.Data.Test!);
        Assert.True(network.training);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.grad is null));
        Assert.Equal(before, network.parameters().SelectMany(parameter => parameter.bytes.ToArray()));
        Assert.Equal(random, torch.random.get_rng_state().bytes.ToArray());
        network.eval();
        Evaluate(network, Synthetic.Data.Test!);
        Assert.False(network.training);
    }

    [Fact]
    public void A_label_without_a_score_is_reported()
    {
        using var network = Synthetic.Network.Build(seed: 1);
        var error = Assert.Throws<ArgumentException>(() => Evaluate(network, new(new byte[784], new byte[] { 7 })));
        Assert.Contains("class 7", error.Message);
    }

    [Fact]
    public void No_images_have_no_accuracy()
    {
        using var network = Synthetic.Network.Build(seed: 1);
        Assert.Throws<ArgumentException>(() => Evaluate(network, new(default, default)));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var network = Synthetic.Network.Build(seed: 1);
        Assert.Throws<OperationCanceledException>(() => Evaluate(network, Synthetic.Data.Test!, new CancellationToken(true)));
        Assert.True(network.training);
    }

    private static Evaluation Evaluate(nn.Module<Tensor, Tensor> network, LabelledImages images, CancellationToken? cancellation = null) =>
        Evaluation.Of(network, images, Synthetic.Data.Normalization, cancellation ?? TestContext.Current.CancellationToken);

    private sealed class FirstPixels() : nn.Module<Tensor, Tensor>("first pixels")
    {
        public override Tensor forward(Tensor input) => input.flatten(1).narrow(1, 0, 3);
    }
}
