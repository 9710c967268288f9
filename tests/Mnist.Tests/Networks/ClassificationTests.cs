using System.Numerics.Tensors;
using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Networks;
using Mnist.Tests.Training;
using Relevance;
using Relevance.Torch;
using Relevance.Torch.Runtime;
using TorchSharp;

namespace Mnist.Tests.Networks;

[Collection(LibtorchCollection.Name)]
public sealed class ClassificationTests
{
    private const int Threads = 2;

    private static readonly ModelMetadata Metadata = new() { Architecture = Synthetic.Network, ClassNames = Synthetic.Data.ClassNames };

    public ClassificationTests() => TorchRuntime.Initialize();

    [Fact]
    public void Predictions_are_counted_by_true_and_given_class()
    {
        // The model's scores are the first three pixels: its class is the brightest of them.
        byte[] labels = [0, 1, 2, 2, 1], given = [0, 2, 2, 2, 0];
        var pixels = new byte[5 * 784];
        for (var i = 0; i < 5; i++)
            pixels[i * 784 + given[i]] = 200;
        var found = Classify(new FirstPixels(), new(pixels, labels));
        Assert.Equal([0, 2, 2, 2, 0], found.Predicted);
        Assert.Equal([[1, 0, 0], [1, 0, 1], [0, 0, 2]], found.Confusion.Select(row => row.ToArray()));
        Assert.Equal(3, found.Correct);
        Assert.Equal(0.6, found.Accuracy);
    }

    [Fact]
    public void Images_beyond_one_batch_are_all_classified()
    {
        var network = Network();
        var images = Synthetic.Images(1203, seed: 5);
        var whole = Classify(network, images);
        var end = Classify(network, new(images.Pixels[(1100 * 784)..], images.Labels[1100..]));
        Assert.Equal(1203, whole.Predicted.Length);
        Assert.Equal(1203, whole.Confusion.Sum(row => row.Sum()));
        Assert.Equal(end.Predicted, whole.Predicted[1100..]);
    }

    [Fact]
    public void A_model_that_does_not_compute_side_by_side_is_asked_for_one_batch_after_the_other()
    {
        var model = new FirstPixels();
        Classify(model, Synthetic.Images(2048, seed: 5));
        Assert.Equal((4, 1), (model.Calls, model.MostAtOnce));
    }

    [Fact]
    public void The_module_is_left_as_it_was()
    {
        using var module = Synthetic.Network.Build(seed: 1);
        var before = Parameters();
        var random = torch.random.get_rng_state().bytes.ToArray();
        var expected = Classify(TrainedModels.From(module, Metadata).Network, Synthetic.Data.Test!);
        Assert.True(module.training);
        module.eval();
        Assert.Equal(expected.Predicted, Classify(new AutogradModel(module), Synthetic.Data.Test!).Predicted);
        Assert.False(module.training);
        Assert.All(module.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.grad is null));
        Assert.Equal(before, Parameters());
        Assert.Equal(random, torch.random.get_rng_state().bytes.ToArray());

        byte[] Parameters() => [.. module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
    }

    [Fact]
    public void A_label_without_a_score_is_reported()
    {
        var error = Assert.Throws<ArgumentException>(() => Classify(Network(), new(new byte[784], new byte[] { 7 })));
        Assert.Contains("class 7", error.Message);
    }

    [Fact]
    public void No_images_have_no_accuracy() =>
        Assert.Throws<ArgumentException>(() => Classify(Network(), new(default, default)));

    [Theory]
    [InlineData(20)]
    [InlineData(1203)]
    public void It_can_be_cancelled(int images) =>
        Assert.ThrowsAny<OperationCanceledException>(() => Classify(Network(), Synthetic.Images(images, seed: 5), new CancellationToken(true)));

    private static Relevance.Networks.Network Network()
    {
        using var module = Synthetic.Network.Build(seed: 1);
        return TrainedModels.From(module, Metadata).Network;
    }

    private static Classification Classify(Model model, LabelledImages images, CancellationToken? cancellation = null) =>
        Classification.Of(model, images, Synthetic.Data.Normalization, Threads, cancellation ?? TestContext.Current.CancellationToken);

    private sealed class FirstPixels : Model
    {
        private int calls, atOnce;

        internal int Calls => calls;

        internal int MostAtOnce { get; private set; }

        public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
        {
            Interlocked.Increment(ref calls);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            var scores = Tensors.Zeros<T>(images.ImageCount, [3]);
            for (var i = 0; i < images.ImageCount; i++)
                images.Image(i)[..3].CopyTo(scores.Image(i));
            Interlocked.Decrement(ref atOnce);
            return scores;
        }
    }
}
