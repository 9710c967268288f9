using System.Numerics.Tensors;
using CsCheck;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Catalogue;

public class MethodNotationTests
{
    public static TheoryData<string> Names => [.. MethodCatalogue.All.Select(method => method.Name)];

    private static InputDomain Domain => new(Golden.Low, Golden.High, Tensors.Range(Golden.Images<double>(), 0, 4));

    private static Tensor<double> Images => Tensors.Range(Golden.Images<double>(), 0, 2);

    [Theory]
    [InlineData("lrp")]
    [InlineData("lrp(composite=epsilon-plus)")]
    [InlineData("lrp(composite=epsilon, epsilon=0.25)")]
    [InlineData("lrp(composite=epsilon, rules=\"first=flat; 3=gamma(gamma=0.5)\", layer=3)")]
    [InlineData("lrp(rules='first=z-box(low=\"-2.1; -2; -1.8\")', unit=3:17)")]
    [InlineData("lrp(start=log-odds)")]
    [InlineData("lrp(layer=\"a, \"\"b\"\" (c)'s\")")]
    [InlineData("gradient(absolute=true)")]
    [InlineData("smoothgrad(lrp(composite=epsilon-plus), samples=20)")]
    [InlineData("smoothgrad(lrp(rules=\"first=flat; 3=gamma(gamma=0.5)\"))")]
    [InlineData("vargrad(translation-average(integrated-gradients(baseline=blurred, blur=1.5, steps=20, rule=midpoint), radius=1), noise=0.15, seed=7)")]
    public void What_a_method_writes_is_read_back(string text) => Assert.Equal(text, MethodNotation.Parse(text).ToString());

    [Fact]
    public void Spaces_and_parameters_at_their_defaults_are_left_out() =>
        Assert.Equal("lrp", MethodNotation.Parse("  lrp ( composite = epsilon-gamma-box , start=score )").ToString());

    [Theory]
    [InlineData("saliency", "gradient")]
    [InlineData("ig(steps=10)", "integrated-gradients(steps=10)")]
    [InlineData("translation(ig)", "translation-average(integrated-gradients)")]
    [InlineData("smoothgrad", "smoothgrad(gradient)")]
    [InlineData("smoothgrad()", "smoothgrad(gradient)")]
    [InlineData("smoothgrad(samples=20, lrp)", "smoothgrad(lrp, samples=20)")]
    [InlineData("smoothgrad(lrp, lrp.composite=epsilon)", "smoothgrad(lrp(composite=epsilon))")]
    [InlineData("smoothgrad(lrp.composite=epsilon, lrp)", "smoothgrad(lrp(composite=epsilon))")]
    [InlineData("smoothgrad(ig, ig.steps=3)", "smoothgrad(integrated-gradients(steps=3))")]
    [InlineData("guided-backprop()", "guided-backpropagation")]
    [InlineData("lrp(rules=first=flat; 3=gamma(gamma=0.5, epsilon=0))", "lrp(rules=\"first=flat; 3=gamma(gamma=0.5, epsilon=0)\")")]
    public void Other_names_are_written_out_and_quotes_where_they_are_needed(string text, string expected) =>
        Assert.Equal(expected, MethodNotation.Parse(text).ToString());

    [Theory]
    [InlineData("lpr", "There is no method 'lpr'; there are ", "Did you mean 'lrp'?")]
    [InlineData("lrp(composite=epsilon-pluss)", "Parameter 'composite' takes epsilon-gamma-box, lrp-0, ", "not 'epsilon-pluss'. Did you mean 'epsilon-plus'?")]
    [InlineData("lrp(gama=1)", "There is no parameter of method 'lrp' called 'gama'", "Did you mean 'gamma'?")]
    [InlineData("lrp(gamma=-1)", "Parameter 'gamma' takes a number of at least 0, not '-1'.")]
    [InlineData("lrp(gamma=NaN)", "Parameter 'gamma' takes a number of at least 0, not 'NaN'.")]
    [InlineData("lrp(gamma=1, gamma=2)", "Parameter 'gamma' of method 'lrp' is given twice.")]
    [InlineData("lrp(rules=\"first=flatt\")", "There is no rule 'flatt'", "Did you mean 'flat'?")]
    [InlineData("lrp(rules=\"first=gamma(gama=1)\")", "There is no parameter of rule 'gamma' called 'gama'")]
    [InlineData("lrp(rules=first)", "'first' does not give layers a rule")]
    [InlineData("lrp(rules=\"\")", "Parameter 'rules' takes text, not ''.")]
    [InlineData("lrp(unit=3:x)", "'3:x' is not a unit")]
    [InlineData("lrp(start=logodds)", "Did you mean 'log-odds'?")]
    [InlineData("smoothgrad(gradient, lrp)", "Method 'smoothgrad' wraps one method")]
    [InlineData("smoothgrad(samples=2.5)", "Parameter 'samples' takes a whole number from 1 to 100000, not '2.5'.")]
    [InlineData("smoothgrad(lrpp)", "There is no method 'lrpp'", "Did you mean 'lrp'?")]
    [InlineData("smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(lrp))))))))))", "is not a method")]
    [InlineData("gradient(absolute=yes)", "Parameter 'absolute' takes true or false, not 'yes'.")]
    [InlineData("lrp(lrp)", "Method 'lrp' wraps no other; 'lrp' in 'lrp(lrp)' is not a parameter.")]
    [InlineData("lrp(", "'lrp(' is not a method")]
    [InlineData("lrp)", "'lrp)' is not a method")]
    [InlineData("lrp(a)b)", "'lrp(a)b)' is not a method")]
    [InlineData("lrp(gamma=1,)", "is not a method")]
    [InlineData("lrp(layer=\"3)", "is not a method")]
    [InlineData("", "'' is not a method")]
    public void A_text_that_is_no_method_is_told_what_there_is(string text, params string[] parts)
    {
        var message = Assert.Throws<FormatException>(() => MethodNotation.Parse(text)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static readonly string[] Parts = ["lrp", "(", ")", ",", "=", "composite", "epsilon", " ", "smoothgrad(", "ig", "steps=3", "rules=", "\"", "'", ";", "first=flat", "unit=3"];

    [Fact]
    public void Any_text_is_a_method_or_a_format_error() => Gen.OneOf(
        Gen.String, Gen.Int[0, Parts.Length - 1].Array[0, 9].Select(places => string.Concat(places.Select(place => Parts[place])))).Sample(text =>
    {
        try
        {
            var call = MethodNotation.Parse(text);
            Assert.Equal($"{call}", $"{MethodNotation.Parse($"{call}")}");
        }
        catch (FormatException error)
        {
            Assert.NotEmpty(error.Message);
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_explains_with_its_defaults_under_its_own_name(string name)
    {
        var call = MethodNotation.Parse(name);
        var explainer = call.Create(Golden.Network, Domain);
        Assert.Equal(name, explainer.Name);
        Assert.Equal(call.Definition.IsSigned && (call.Wrapped?.Definition.IsSigned ?? true), explainer.IsSigned);
        var values = explainer.Explain(Images).Relevance.Values.ToArray();
        Assert.All(values, value => Assert.True(double.IsFinite(value) && (explainer.IsSigned || value >= 0)));
        Assert.Equal(call.Wrapped is null ? name : $"{name}({call.Wrapped})", $"{call}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_definition_is_complete(string name)
    {
        var method = MethodCatalogue.Find(name);
        Assert.Matches("^[a-z][a-z0-9-]*$", method.Name);
        Assert.EndsWith(".", method.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", method.Source, StringComparison.Ordinal);
        Assert.NotEmpty(method.Formula);
        Assert.Equal(1, MethodCatalogue.All.Count(other => other.Name == name || other.Aliases.Contains(name)));
        Assert.All(method.Aliases, alias => Assert.Same(method, MethodCatalogue.Find(alias)));
        Assert.All(method.Parameters, parameter =>
        {
            Assert.Matches("^[a-z][a-z0-9-]*$", parameter.Name);
            Assert.NotEmpty(parameter.Meaning);
            if (parameter.Default is { } standard)
                Assert.Equal(standard, parameter.Parse(Parameter.Write(standard)));
        });
        Assert.InRange(MethodCall.Of(method).Passes([1, 28, 28]), 1, 100_000);
    }

    [Fact]
    public void Passes_of_wrappers_multiply_and_do_not_run_over()
    {
        MethodDefinition Repeating(string name, long passes) =>
            new(name, name, MethodFamily.AverageOverCopies, "Repeats.", [], context => context.Wrapped!) { Passes = (_, _) => passes };

        MethodCall Around(long passes, MethodCall? inner) => new(Repeating($"{passes}", passes), Arguments.Of(Repeating("x", 1)), inner);

        Assert.Equal(6, Around(2, Around(3, null)).Passes([1]));
        Assert.Equal(1, Around(0, null).Passes([1]));
        Assert.Equal(long.MaxValue, Around(long.MaxValue / 2, Around(long.MaxValue / 2, Around(3, null))).Passes([1]));
    }

    [Fact]
    public void LRP_in_writing_is_the_propagation_that_it_says()
    {
        var composite = NamedComposites.Find("epsilon").Create(Golden.Low, Golden.High, new Dictionary<string, double> { ["epsilon"] = 0.1 })
            .WithFirst(new(LayerCondition.First, new Flat()), new(LayerCondition.Named("3"), new LrpGamma(0.5)));
        Same("lrp(composite=epsilon, epsilon=0.1, rules=\"first=flat; 3=gamma(gamma=0.5)\")", new(Golden.Network, composite));
        Same("lrp(composite=epsilon, epsilon=0.1, rules=\"first=flat; 3=gamma(gamma=0.5)\", layer=3)", new(Golden.Network, composite, "3"));
        Same("lrp(unit=3:2)", new(Golden.Network, NamedComposites.Default.Create(Golden.Low, Golden.High), unit: new("3", 2)));
        Same("lrp(start=log-odds)", new(Golden.Network, NamedComposites.Default.Create(Golden.Low, Golden.High), start: PropagationStart.LogOdds));

        static void Same(string text, LayerwiseRelevancePropagation expected)
        {
            var explainer = MethodNotation.Parse(text).Create(Golden.Network, Domain);
            Assert.Equal(expected.Parameters["rules"], explainer.Parameters["rules"]);
            Assert.Equal(expected.Explain(Images).Relevance.Values.ToArray(), explainer.Explain(Images).Relevance.Values.ToArray());
        }
    }

    /// <summary>The parameters in an explanation's record are a way to write the same again.</summary>
    [Fact]
    public void The_rules_in_the_record_of_a_propagation_are_read_back()
    {
        var composite = NamedComposites.Find("overview-mnist").Create(Golden.Low, Golden.High);
        var recorded = new LayerwiseRelevancePropagation(Golden.Network, composite).Parameters["rules"];
        var again = new LayerwiseRelevancePropagation(Golden.Network, new Composite("again", CompositeNotation.ParseLines((string)recorded, 0, 1)));
        Assert.Equal(recorded, again.Parameters["rules"]);
    }

    [Fact]
    public void The_record_names_the_lines_that_were_added() => Assert.Equal("epsilon; first=flat(epsilon=1E-06)",
        MethodNotation.Parse("lrp(composite=epsilon, rules=first=flat)").Create(Golden.Network, Domain).Parameters["composite"]);

    /// <summary>What a method costs in passes, and what it wraps.</summary>
    [Theory]
    [InlineData("lrp", 1)]
    [InlineData("integrated-gradients(steps=20)", 20)]
    [InlineData("integrated-gradients(tolerance=0.1)", 3200)]
    [InlineData("occlusion(stride=3)", 100)]
    [InlineData("feature-ablation", 784)]
    [InlineData("shapley-sampling(orders=10)", 490)]
    [InlineData("kernel-shap", 2146)]
    [InlineData("lime(segment=2)", 4000)]
    [InlineData("smoothgrad(translation-average(lrp, radius=1), samples=20)", 180)]
    public void A_method_says_how_many_passes_it_needs(string text, long passes) => Assert.Equal(passes, MethodNotation.Parse(text).Passes([1, 28, 28]));

    [Theory]
    [InlineData("smoothgrad(lime)", "SmoothGrad of LIME")]
    [InlineData("vargrad(deeplift)", "VarGrad of DeepLIFT")]
    [InlineData("smoothgrad(lrp)", "SmoothGrad of layer-wise relevance propagation")]
    public void A_wrapper_is_called_after_what_it_wraps(string method, string title) => Assert.Equal(title, MethodNotation.Parse(method).Title);

    [Theory]
    [InlineData("smoothgrad(lrp(start=log-odds), samples=2)", "log-odds of predicted")]
    [InlineData("translation-average(lrp(unit=3:2), radius=1)", "scores 242 to 362")]
    public void A_wrapper_explains_what_it_wraps_explains(string method, string target) =>
        Assert.Equal(target, $"{MethodNotation.Parse(method).Create(Golden.Network, Domain).Explain(Images).Target}");

    [Theory]
    [InlineData("lrp(composite=lrp-0, gamma=1)", "Composite 'lrp-0' has no parameters")]
    [InlineData("lrp(rules=\"convolutoin=zero\")", "Did you mean 'convolution'?")]
    [InlineData("lrp(rules=\"first=z-box(low=5)\")", "l ≤ h")]
    [InlineData("lrp(layer=x)", "no layer 'x'")]
    [InlineData("lrp(unit=x)", "no layer 'x'")]
    [InlineData("lrp(unit=0:1, layer=3)", "does not come before")]
    public void What_does_not_suit_the_network_or_the_composite_is_refused(string text, string message) => Assert.Contains(
        message, Assert.Throws<ArgumentException>(() => MethodNotation.Parse(text).Create(Golden.Network, Domain)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_method_says_whether_it_needs_examples(string name)
    {
        var method = MethodCall.Of(MethodCatalogue.Find(name));
        var made = Record.Exception(() => method.Create(Golden.Network, Domain with { Examples = null }));

        Assert.Equal(method.NeedsExamples, made is ArgumentException);
    }

    [Fact]
    public void A_method_that_needs_layers_or_gradients_refuses_a_model_without()
    {
        Assert.Contains("layer by layer", Refusal("lrp"), StringComparison.Ordinal);
        Assert.Contains("gradients", Refusal("gradient"), StringComparison.Ordinal);

        static string Refusal(string name) => Assert.Throws<ArgumentException>(() => MethodNotation.Parse(name).Create(new ScoresAlone(), Domain)).Message;
    }

    private sealed class ScoresAlone : Model
    {
        public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => Golden.Network.Scores(images, cancellation);
    }
}
