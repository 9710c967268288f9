using Relevance.Gradients;
using Relevance.Torch.Reading;
using Relevance.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests;

/// <summary>
/// Whatever happens to an explanation, the user's module stays as it was, no tensor is left behind, and the next explanation is right. The tensors of the whole
/// process are counted, so nothing runs beside these tests.
/// </summary>
[Collection(nameof(ModuleStateTests))]
[CollectionDefinition(nameof(ModuleStateTests), DisableParallelization = true)]
public class ModuleStateTests
{
    /// <summary>What can happen, and what the caller then sees.</summary>
    private static readonly Dictionary<string, Action<UserModule, Explainer>> Situations = new()
    {
        ["nothing goes wrong"] = (user, explainer) => user.Explain(explainer),
        ["there is no such class"] = (user, explainer) => Assert.Throws<ArgumentOutOfRangeException>(() => user.Explain(explainer, Target.Class(99))),
        ["a label of the second batch is no class"] = (user, explainer) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => user.Explain(explainer, Target.Labels(0, 1, 2, -1, 0))),
        ["the images have a channel too many"] = (user, explainer) =>
            Assert.ThrowsAny<Exception>(() => explainer.Explain(Tensors.Zeros<float>(3, user.Images.ImageShape.With(0, user.Images.ImageShape[0] + 1)))),
        ["the target throws"] = (user, explainer) => Assert.Throws<DeliberateException>(() => user.Explain(explainer, FailingFrom(0))),
        ["the target throws in the second batch"] = (user, explainer) => Assert.Throws<DeliberateException>(() => user.Explain(explainer, FailingFrom(2))),
        ["the progress throws"] = (user, explainer) =>
            Assert.Throws<DeliberateException>(() => user.Explain(explainer, options: new() { Progress = new Reports(() => throw new DeliberateException()) })),
        ["cancelled before"] = (user, explainer) =>
            Assert.ThrowsAny<OperationCanceledException>(() => user.Explain(explainer, options: new() { CancellationToken = new(true) })),
        ["cancelled midway"] = (user, explainer) =>
        {
            using var source = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(
                () => user.Explain(explainer, options: new() { Progress = new Reports(source.Cancel), CancellationToken = source.Token }));
        },
        ["a layer throws"] = (user, explainer) =>
        {
            user.Fuse.BlowAfter(0);
            Assert.Throws<DeliberateException>(() => user.Explain(explainer));
        },
        ["a layer throws on the second way through the module"] = (user, explainer) =>
        {
            user.Fuse.BlowAfter(user.Hooks);
            Assert.Throws<DeliberateException>(() => user.Explain(explainer));
        },
        ["two threads at once"] = (user, explainer) =>
        {
            var alone = user.Explain(explainer);
            using var both = new Barrier(2);
            Task[] threads = [.. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() =>
            {
                both.SignalAndWait();
                for (var i = 0; i < 3; i++)
                    Assert.Equal(alone, user.Explain(explainer));
            }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            Task.WaitAll(threads, TestContext.Current.CancellationToken);
        },
    };

    public static TheoryData<string, bool> Table =>
        [.. from name in UserModule.Names from byGradients in new[] { true, false } select new TheoryDataRow<string, bool>(name, byGradients)];

    private static WatchedTarget FailingFrom(int image) => new(image, () => throw new DeliberateException());

    [Theory]
    [MemberData(nameof(Table))]
    public void The_module_the_memory_and_the_next_explanation_are_as_before(string name, bool byGradients)
    {
        var user = UserModule.Make(name);
        var explainer = user.Explainer(byGradients);
        var state = ModuleState.Of(user.Module);
        var before = user.Explain(explainer);
        Assert.Equal(state, ModuleState.Of(user.Module));
        foreach (var (situation, happen) in Situations)
        {
            var tensors = ModuleState.LiveTensors();
            happen(user, explainer);
            // Not settled again: nothing may be left to the garbage collector either.
            Assert.True(tensors == Tensor.TotalCount, $"{Tensor.TotalCount} tensors instead of {tensors} after: {situation}.");
            Assert.Equal(state, ModuleState.Of(user.Module));
            Assert.Equal(before, user.Explain(explainer));
        }
        GC.KeepAlive(explainer);
    }

    [Fact]
    public void The_state_that_is_compared_tells_modes_hooks_gradients_and_buffers()
    {
        var module = UserModule.Make("batch normalisation and rectifiers in place").Module;
        var before = ModuleState.Of(module);
        var layer = (nn.Module<Tensor, Tensor>)module.children().First();

        var hook = layer.register_forward_hook((_, _, output) => output);
        Assert.NotEqual(before, ModuleState.Of(module));
        hook.remove();
        Assert.Equal(before, ModuleState.Of(module));

        layer.train();
        Assert.NotEqual(before, ModuleState.Of(module));
        layer.eval();
        Assert.Equal(before, ModuleState.Of(module));

        var parameter = module.parameters().First();
        parameter.grad!.mul_(2);
        Assert.NotEqual(before, ModuleState.Of(module));
        parameter.grad!.mul_(0.5);
        Assert.Equal(before, ModuleState.Of(module));

        module.parameters().First().requires_grad = false;
        Assert.NotEqual(before, ModuleState.Of(module));
        module.parameters().First().requires_grad = true;

        using (no_grad())
            module.buffers().First(buffer => buffer.is_floating_point()).mul_(2);
        Assert.NotEqual(before, ModuleState.Of(module));
    }

    [Fact]
    public void Reading_a_module_as_a_network_leaves_it_as_it_was_whether_it_can_be_read_or_not()
    {
        foreach (var last in new nn.Module<Tensor, Tensor>[] { nn.Linear(27, 4), nn.Softsign() })
        {
            var module = nn.Sequential(nn.Conv2d(2, 3, 6), nn.BatchNorm2d(3), nn.Dropout(), nn.Flatten(), last);
            module.to(ScalarType.Float64).train();
            var (state, tensors) = (ModuleState.Of(module), ModuleState.LiveTensors());
            if (last is TorchSharp.Modules.Linear)
                Assert.Equal(4, TorchNetwork.From(module).Scores(RandomNetworks.Images(1)).ImageShape.Size);
            else
                Assert.Throws<UnsupportedLayerException>(() => TorchNetwork.From(module));
            Assert.Equal(tensors, Tensor.TotalCount);
            Assert.Equal(state, ModuleState.Of(module));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("dropout")]
    [InlineData("norm")]
    public void A_module_of_which_a_part_is_in_training_mode_is_refused_and_left_so(string part)
    {
        var module = UserModule.Plain();
        (part.Length == 0 ? module : module.named_children().Single(child => child.name == part).module).train();
        var (before, images) = (ModuleState.Of(module), RandomNetworks.Images(3));
        foreach (var explain in new Func<object>[]
        {
            () => new AutogradModel(module).Scores(images), () => new AutogradModel(module).ScoresAndGradient(images, Arrays.Everything),
            () => new GradientTimesInput(new AutogradModel(module)).Explain(images),
        })
            Assert.Contains("eval()", Assert.Throws<InvalidOperationException>(explain).Message, StringComparison.Ordinal);
        Assert.Equal(before, ModuleState.Of(module));
    }

    [Fact]
    public void The_mode_of_a_module_makes_no_difference_to_its_network()
    {
        var module = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Dropout(), nn.Flatten(), nn.Linear(108, 4));
        var evaluated = LayerCases.Case(3, module, 2, 8, 8).Module;
        var images = RandomNetworks.Images(3);
        var (scores, gradient) = TorchNetwork.From(evaluated).ScoresAndGradient(images, Arrays.Everything);
        evaluated.train();
        var (trainingScores, trainingGradient) = TorchNetwork.From(evaluated).ScoresAndGradient(images, Arrays.Everything);
        Assert.Equal(scores.Values.ToArray(), trainingScores.Values.ToArray());
        Assert.Equal(gradient.Values.ToArray(), trainingGradient.Values.ToArray());
    }

    [Fact]
    public void A_layer_that_computes_in_place_changes_neither_the_images_nor_the_gradient()
    {
        var images = RandomNetworks.Images(1);
        var before = images.Bits();
        var (inPlace, apart) = (Rectifier(inplace: true), Rectifier(inplace: false));
        var (scores, gradient) = inPlace.ScoresAndGradient(images, Arrays.Direction(1));
        var (expectedScores, expectedGradient) = apart.ScoresAndGradient(images, Arrays.Direction(1));
        Assert.Equal(expectedScores.Bits(), scores.Bits());
        Assert.Equal(expectedGradient.Bits(), gradient.Bits());
        Assert.Equal(apart.Scores(images).Bits(), inPlace.Scores(images).Bits());
        Assert.Equal(before, images.Bits());

        static AutogradModel Rectifier(bool inplace) => new(nn.Sequential(nn.ReLU(inplace), nn.Flatten()).Evaluated());
    }
}
