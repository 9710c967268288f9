using Relevance.Gradients;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Lifecycle;

/// <summary>
/// Whatever happens to an explanation, the user's module stays as it was and the next explanation is right: every explainer × module × situation.
/// </summary>
[Collection(nameof(Alone))]
public class LifecycleTests
{
    public static TheoryData<string, string, string> Table
    {
        get
        {
            TheoryData<string, string, string> rows = [];
            foreach (var explainer in Explainers.Names)
            {
                var isByAutograd = Explainers.IsByAutograd(explainer);
                foreach (var module in Subject.Names.Where(name => !(isByAutograd && name == Subject.InTrainingMode)))
                {
                    foreach (var situation in isByAutograd ? Situation.All.Keys.Concat(Situation.OfModules.Keys) : Situation.All.Keys)
                        rows.Add(explainer, module, situation);
                }
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void The_module_the_memory_and_the_next_explanation_are_as_before(string explainer, string module, string situation)
    {
        var subject = Subject.Make(module);
        var state = State.Of(subject);
        var made = subject.Explainer(explainer);
        using var before = Situation.Explain(subject, made);
        var tensors = State.LiveTensors();

        (Situation.All.GetValueOrDefault(situation) ?? Situation.OfModules[situation])(subject, made);

        // Not settled again: nothing may be left to the garbage collector either.
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.Equal(state, State.Of(subject));
        using var after = Situation.Explain(subject, made);
        State.AssertSame(before, after);
        GC.KeepAlive(made);
    }

    [Fact]
    public void The_state_that_is_compared_tells_modes_hooks_and_gradients()
    {
        var subject = Subject.Make("network of the target");
        var before = State.Of(subject);
        var layer = (nn.Module<Tensor, Tensor>)subject.Module.children().First();

        var hook = layer.register_forward_hook((_, _, output) => output);
        Assert.NotEqual(before, State.Of(subject));
        hook.remove();
        Assert.Equal(before, State.Of(subject));

        layer.train();
        Assert.NotEqual(before, State.Of(subject));
        layer.eval();
        Assert.Equal(before, State.Of(subject));

        subject.Module.parameters().First().grad!.fill_(0);
        Assert.NotEqual(before, State.Of(subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dropout")]
    [InlineData("norm")]
    public void Autograd_refuses_a_module_of_which_a_part_is_in_training_mode(string part)
    {
        var subject = Subject.Make(Subject.InTrainingMode);
        if (part.Length > 0)
        {
            subject.Module.eval();
            subject.Module.named_children().Single(child => child.name == part).module.train();
        }
        var before = State.Of(subject);

        foreach (var explainer in Explainers.Names.Where(Explainers.IsByAutograd))
        {
            var message = Assert.Throws<InvalidOperationException>(() => Situation.Explain(subject, subject.Explainer(explainer))).Message;
            Assert.Contains("eval()", message, StringComparison.Ordinal);
        }
        Assert.Contains("eval()", Assert.Throws<InvalidOperationException>(() => new AutogradModel(subject.Module).Scores(subject.Images)).Message, StringComparison.Ordinal);

        Assert.Equal(before, State.Of(subject));
    }

    [Fact]
    public void The_mode_of_the_module_makes_no_difference_to_its_network()
    {
        var subject = Subject.Make(Subject.InTrainingMode);
        using var training = Situation.Explain(subject, subject.Explainer("simple-taylor"));
        subject.Module.eval();
        using var evaluation = Situation.Explain(subject, subject.Explainer("simple-taylor"));
        using var byAutograd = Situation.Explain(subject, subject.Explainer("simple-taylor by autograd"));

        State.AssertSame(evaluation, training);
        Assert.InRange(Errors.Relative(training.Relevance, byAutograd.Relevance), 0, 1e-10);
    }

    [Fact]
    public void A_layer_that_computes_in_place_changes_neither_the_images_nor_the_gradient()
    {
        var images = RandomNetworks.Images(1);
        var before = images.bytes.ToArray();
        var inPlace = Rectifier(inplace: true);
        var apart = Rectifier(inplace: false);

        Assert.Equal(apart.Scores(images).bytes.ToArray(), inPlace.Scores(images).bytes.ToArray());
        Assert.Equal(before, images.bytes.ToArray());
        using var expected = new SimpleTaylor(apart).Explain(images);
        using var explanation = new SimpleTaylor(inPlace).Explain(images);
        State.AssertSame(expected, explanation);
        Assert.Equal(before, images.bytes.ToArray());

        static AutogradModel Rectifier(bool inplace)
        {
            var module = nn.Sequential(nn.ReLU(inplace), nn.Flatten());
            module.eval();
            return new AutogradModel(module);
        }
    }

    [Fact]
    public void What_a_target_keeps_is_not_freed_with_the_explanation()
    {
        var kept = new KeptTarget(ones([3, 4], ScalarType.Float64));
        var network = new ResidualModule(1, Biases.Any).Build();
        for (var i = 0; i < 2; i++)
        {
            using var explanation = new SimpleTaylor(network).Explain(RandomNetworks.Images(1), kept);
            Assert.Equal(explanation.Scores.sum(1).data<double>().ToArray(), explanation.ExplainedScores, (a, b) => Math.Abs(a - b) < 1e-9);
        }
        Assert.False(kept.Weights.IsInvalid);
    }

    [Fact]
    public void A_module_that_returns_its_input_does_not_give_it_away()
    {
        var module = new Itself();
        module.eval();
        using var vectors = ones([2, 3]);

        new AutogradModel(module).Scores(vectors).Dispose();
        new SimpleTaylor(new AutogradModel(module)).Explain(vectors).Dispose();

        Assert.False(vectors.IsInvalid);
        Assert.Equal(6, vectors.sum().data<float>()[0]);
    }

    [Fact]
    public void A_method_that_fails_after_the_target_was_asked_leaves_no_tensor_behind()
    {
        var subject = Subject.Make("residual network");
        var network = new ResidualModule(1, Biases.Any).Build();
        Situation.Explain(subject, new SimpleTaylor(network)).Dispose();
        var explainer = new FailingExplainer(network);
        var before = State.LiveTensors();

        Assert.Throws<DeliberateException>(() => Situation.Explain(subject, explainer));

        Assert.Equal(before, Tensor.TotalCount);
        GC.KeepAlive(network);
    }

    private sealed class FailingExplainer(Model model) : Explainer(model)
    {
        public override string Name => "failing";

        protected override BatchExplanation ExplainBatch(ImageBatch batch)
        {
            _ = Model.ScoresAndGradient(batch.Images, batch.Direction);
            throw new DeliberateException();
        }
    }

    private sealed class Itself() : nn.Module<Tensor, Tensor>("itself")
    {
        public override Tensor forward(Tensor input) => input;
    }

    private sealed record KeptTarget(Tensor Weights) : Target
    {
        public override Tensor Direction(Tensor scores, long first) => Weights;
    }
}
