using System.Numerics.Tensors;
using System.Reflection;
using System.Reflection.Emit;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Samples;

/// <summary>Rules, conditions, composites, layers and measures of a user's own, made with what is public.</summary>
public class OwnPartsTests
{
    private static readonly Tensor<double> Images = RandomNetworks.Normal(1, 5, [4]);

    [Fact]
    public void Layers_of_ones_own_have_the_gradient_that_differences_say()
    {
        // h = 2⁻²⁰: what the third derivative adds is about h²/6 ≈ 10⁻¹³, the rounding of two scores about 2⁻⁵³ / h ≈ 10⁻¹⁰, either times numbers below 10.
        const double step = 1.0 / (1 << 20);
        var network = OwnNetwork.Build();
        var gradient = new InputGradient(network).Explain(Images, Target.Class(1)).Relevance;
        for (var pixel = 0; pixel < 4; pixel++)
        {
            var (above, below) = (ScoreAt(step), ScoreAt(-step));
            for (var image = 0; image < 5; image++)
                Assert.Equal((above[image] - below[image]) / (2 * step), gradient.Image(image)[pixel], 1e-9);

            double[] ScoreAt(double change)
            {
                var moved = Images.Map(value => value);
                for (var image = 0; image < 5; image++)
                    moved.Image(image)[pixel] += change;
                var scores = network.Scores(moved);
                return [.. Enumerable.Range(0, 5).Select(image => scores.Image(image)[1])];
            }
        }
    }

    [Fact]
    public void Rules_of_ones_own_conserve_and_stand_in_the_plan_and_the_ledger()
    {
        var lrp = new LayerwiseRelevancePropagation(OwnNetwork.Build(), OwnNetwork.Composite);
        var plan = lrp.Plan.ToDictionary(entry => entry.Node.Name);
        Assert.Equal(new BySize(), plan["signal"].Rule);
        Assert.Equal("at least 5 outputs", plan["signal"].Reason);
        Assert.Equal(new SignalTakesAll(), plan["product"].Rule);
        Assert.Equal(new LrpEpsilon(1e-9), plan["scores"].Rule);
        var (explanation, ledger, _) = lrp.ExplainWithLedger(Images);
        // What is missing is what the stabilisers took, but for rounding: of up to 24 shares, in as many sums as there are roundings to a share, 100 in all.
        for (var image = 0; image < 5; image++)
        {
            var rounding = 100 * Math.ScaleB(1, -53) * ledger.Entries.Sum(entry => entry.MagnitudeEntering[image] + entry.MagnitudeLeaving[image]);
            Assert.Equal(ledger.Entries.Sum(entry => entry.Epsilon[image]), explanation.Residuals[image], rounding);
            Assert.All(ledger.Entries, entry => Assert.InRange(Math.Abs(entry.Unaccounted[image]), 0, rounding));
        }
    }

    [Fact]
    public void A_rule_of_ones_own_does_what_its_formula_says()
    {
        var map = new Maps.DenseMap(Maps.Weights.Of([1.0, -3], [1, 2]));
        Assert.Equal([0.25, 0.75], new BySize(0).Propagate(map, Numbers.One(2, 2), Numbers.One(1)).Values.ToArray());
    }

    [Fact]
    public void A_measure_of_ones_own_finds_in_a_linear_score_what_was_taken_from_it()
    {
        var network = LinearModels.Of(7).Network;
        var images = RandomNetworks.Images(7, 5);
        var explainer = new GradientTimesInput(network);
        var explanation = explainer.Explain(images, Target.Class(2));
        var result = new Comprehensiveness(0.25).Evaluate(explainer, images, explanation);
        Assert.Equal((5, 0.25), (result.Passes, result.Parameters["share"]));
        for (var image = 0; image < 5; image++)
        {
            var contributions = explanation.Relevance.Image(image).ToArray();
            // Two scores and their difference, each a sum of up to 129 numbers, of which the bias is at most the score and the others together.
            var tolerance = Math.ScaleB(3 * 129 * (2 * contributions.Sum(Math.Abs) + Math.Abs(explanation.ExplainedScores[image])), -53);
            Assert.Equal(contributions.OrderDescending().Take(32).Sum(), result.Values[image]!.Value, tolerance);
        }
    }

    [Fact]
    public void A_method_or_a_measure_of_ones_own_that_miscounts_is_told_so()
    {
        var network = LinearModels.Of(7).Network;
        var images = RandomNetworks.Images(7, 5);
        Refusals.Refused<InvalidOperationException>("did not find a relevance for each", () => new OneTooMany(network).Explain(images));
        Refusals.Refused<InvalidOperationException>("did not find a value for each", () => new Nothing().Evaluate(new GradientTimesInput(network), images));
    }

    [Fact]
    public void A_rule_of_ones_own_that_hands_back_too_little_is_told_so()
    {
        var composite = Composite.Uniform("silent", new HandsBackNothing());
        var thrown = Assert.Throws<InvalidOperationException>(() => new LayerwiseRelevancePropagation(LinearModels.Of(7).Network, composite).Explain(RandomNetworks.Images(7, 2)));
        Assert.Contains("one value for each of its 1 inputs", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ShareGroup([], 1e-6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShareGroup([new Term(InputPart.All, Relevance.Maps.WeightPart.All)], double.NaN));
    }

    private sealed record HandsBackNothing : Rule
    {
        public override string Name => "hands-back-nothing";

        public override IReadOnlyList<Relevance.Programs.Value> Write(RuleContext layer) => [];
    }

    private sealed class OneTooMany(Relevance.Networks.Network network) : Explainer(network)
    {
        public override string Name => "one-too-many";

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
        {
            var scores = Model.Scores(batch.Images, batch.Cancellation);
            batch.Direction(scores);
            return new(scores, Tensors.Zeros<T>(batch.Count + 1, batch.Images.ImageShape));
        }
    }

    private sealed class Nothing : Relevance.Metrics.Measure
    {
        public override string Name => "nothing";

        public override string Title => "Nothing";

        public override string Meaning => "nothing";

        public override Relevance.Metrics.Aspect Aspect => Relevance.Metrics.Aspect.Simplicity;

        public override Relevance.Metrics.Better Better => Relevance.Metrics.Better.Higher;

        public override string Cost => "nothing";

        protected override Func<Relevance.Metrics.EvaluationBatch<T>, Relevance.Metrics.BatchMeasurement> Start<T>(Explainer explainer, Maps.Shape imageShape) => _ => new([]);
    }

    [Fact]
    public void What_is_ones_own_has_a_notation_too()
    {
        Assert.Equal(new BySize(0.5), RuleNotation.Parse("by-size(epsilon=0.5)", 0, 1, BySize.Definition));
        Assert.Equal(new BySize(0.5), CompositeNotation.ParseLine("linear=by-size(epsilon=0.5)", 0, 1, BySize.Definition).Rule);
        Assert.Contains("Did you mean 'by-size'?", Assert.Throws<FormatException>(() => RuleNotation.Parse("by-sise", 0, 1, BySize.Definition)).Message, StringComparison.Ordinal);
        Assert.Equal(new AtLeastWide(7), LayerConditionNotation.Parse("at-least-7-wide", AtLeastWide.Definition));
        Assert.Equal("at-least-7-wide=by-size(epsilon=0.5)", $"{new CompositeLine(new AtLeastWide(7), new BySize(0.5))}");
    }

    /// <summary>These tests see the library's internals; the samples must not need them.</summary>
    [Fact]
    public void The_samples_use_what_is_public_alone()
    {
        Type[] samples = [typeof(BySize), typeof(SignalTakesAll), typeof(AtLeastWide), typeof(MishLayer), typeof(GateLayer), typeof(OwnNetwork), typeof(Comprehensiveness)];
        var used = samples.SelectMany(Within).SelectMany(type => type.GetMembers(All).OfType<MethodBase>()).SelectMany(Used)
            .Where(member => member.Module.Assembly == typeof(Explainer).Assembly).Distinct().ToArray();
        Assert.True(used.Length > 30);
        Assert.All(used, member => Assert.True(IsReachable(member), $"{member.DeclaringType}.{member}"));

        static IEnumerable<Type> Within(Type type) => type.GetNestedTypes(All).SelectMany(Within).Prepend(type);
    }

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static bool IsReachable(MemberInfo member) => member switch
    {
        Type type => type.IsVisible,
        MethodBase method => method.DeclaringType!.IsVisible && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly),
        FieldInfo field => field.DeclaringType!.IsVisible && field.IsPublic,
        _ => false,
    };

    /// <summary>The members that the instructions of a method name.</summary>
    private static IEnumerable<MemberInfo> Used(MethodBase method)
    {
        var codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var place = 0; place < bytes.Length;)
        {
            var code = codes[bytes[place] == 0xfe ? unchecked((short)(0xfe00 | bytes[place + 1])) : bytes[place]];
            place += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(bytes, place),
                    method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null)!;
            }
            place += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(bytes, place),
                _ => 4,
            };
        }
    }
}
