using CsCheck;
using Relevance.Catalogue;
using Relevance.Tests.Support;

namespace Relevance.Tests.Catalogue;

public class MethodNotationTests
{
    public static TheoryData<string> Names => [.. MethodCatalogue.All.Select(method => method.Name)];

    private static InputDomain Domain => new(Golden.Low, Golden.High, Golden.Images()[..4]);

    [Theory]
    [InlineData("lrp")]
    [InlineData("lrp(composite=epsilon-plus)")]
    [InlineData("lrp(composite=epsilon, epsilon=0.25)")]
    [InlineData("smoothgrad(lrp(composite=epsilon-plus), samples=20)")]
    [InlineData("vargrad(translation-average(integrated-gradients(baseline=blurred, blur=1.5, steps=20, rule=midpoint), radius=1), noise=0.15, seed=7)")]
    [InlineData("gradient(absolute=true)")]
    public void What_a_method_writes_is_read_back(string text) => Assert.Equal(text, MethodNotation.Parse(text).ToString());

    [Fact]
    public void Spaces_and_parameters_at_their_defaults_are_left_out() =>
        Assert.Equal("lrp", MethodNotation.Parse("  lrp ( composite = epsilon-gamma-box )").ToString());

    [Theory]
    [InlineData("ig(steps=10)", "integrated-gradients(steps=10)")]
    [InlineData("translation(ig)", "translation-average(integrated-gradients)")]
    [InlineData("smoothgrad", "smoothgrad(gradient)")]
    [InlineData("smoothgrad()", "smoothgrad(gradient)")]
    [InlineData("smoothgrad(samples=20, lrp)", "smoothgrad(lrp, samples=20)")]
    [InlineData("smoothgrad(lrp, lrp.composite=epsilon)", "smoothgrad(lrp(composite=epsilon))")]
    [InlineData("smoothgrad(lrp.composite=epsilon, lrp)", "smoothgrad(lrp(composite=epsilon))")]
    [InlineData("smoothgrad(ig, ig.steps=3)", "smoothgrad(integrated-gradients(steps=3))")]
    public void Other_names_and_what_is_wrapped_by_default_are_written_out(string text, string expected) =>
        Assert.Equal(expected, MethodNotation.Parse(text).ToString());

    [Theory]
    [InlineData("lpr", "There is no method 'lpr'; there are ", "Did you mean 'lrp'?")]
    [InlineData("lrp(composite=epsilon-pluss)", "Parameter 'composite' takes epsilon-gamma-box, lrp-0, ", "not 'epsilon-pluss'. Did you mean 'epsilon-plus'?")]
    [InlineData("lrp(gama=1)", "There is no parameter of method 'lrp' called 'gama'", "Did you mean 'gamma'?")]
    [InlineData("lrp(gamma=-1)", "Parameter 'gamma' takes a number of at least 0, not '-1'.")]
    [InlineData("lrp(gamma=NaN)", "Parameter 'gamma' takes a number of at least 0, not 'NaN'.")]
    [InlineData("lrp(gamma=1, gamma=2)", "Parameter 'gamma' of method 'lrp' is given twice.")]
    [InlineData("smoothgrad(gradient, lrp)", "Method 'smoothgrad' wraps one method")]
    [InlineData("smoothgrad(samples=2.5)", "Parameter 'samples' takes a whole number from 1 to 100000, not '2.5'.")]
    [InlineData("smoothgrad(lrpp)", "There is no method 'lrpp'", "Did you mean 'lrp'?")]
    [InlineData("gradient(absolute=yes)", "Parameter 'absolute' takes true or false, not 'yes'.")]
    [InlineData("smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(smoothgrad(lrp))))))))))", "is not a method")]
    [InlineData("lrp(lrp)", "Method 'lrp' wraps no other; 'lrp' in 'lrp(lrp)' is not a parameter.")]
    [InlineData("lrp(", "'lrp(' is not a method")]
    [InlineData("lrp)", "'lrp)' is not a method")]
    [InlineData("lrp(a)b)", "'lrp(a)b)' is not a method")]
    [InlineData("lrp(gamma=1,)", "is not a method")]
    [InlineData("", "'' is not a method")]
    public void A_text_that_is_no_method_is_told_what_there_is(string text, params string[] parts)
    {
        var message = Assert.Throws<FormatException>(() => MethodNotation.Parse(text)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static readonly string[] Parts = ["lrp", "(", ")", ",", "=", "composite", "epsilon", " ", "smoothgrad(", "ig", "steps=3"];

    [Fact]
    public void Any_text_is_a_method_or_a_format_error() => Gen.OneOf(
        Gen.String, Gen.Int[0, Parts.Length - 1].Array[0, 9].Select(places => string.Concat(places.Select(place => Parts[place])))).Sample(text =>
    {
        try
        {
            Assert.NotNull(MethodNotation.Parse(text));
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
        var explainer = call.Create(Golden.Network(), Domain);
        Assert.Equal(name, explainer.Name);
        Assert.Equal(call.Definition.IsSigned && (call.Wrapped?.Definition.IsSigned ?? true), explainer.IsSigned);
        using var explanation = explainer.Explain(Golden.Images()[..2]);
        Assert.True(explanation.Relevance.isfinite().all().item<bool>());
        Assert.True(explainer.IsSigned || explanation.Relevance.min().item<double>() >= 0);
        Assert.Equal(call.Wrapped is null ? name : $"{name}({call.Wrapped})", $"{call}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_definition_is_complete(string name)
    {
        var method = MethodCatalogue.Find(name);
        Assert.Matches("^[a-z][a-z0-9-]*$", method.Name);
        Assert.EndsWith(".", method.Meaning, StringComparison.Ordinal);
        Assert.Equal(1, MethodCatalogue.All.Count(other => other.Name == name || other.Aliases.Contains(name)));
        Assert.All(method.Aliases, alias => Assert.Same(method, MethodCatalogue.Find(alias)));
        Assert.All(method.Parameters, parameter =>
        {
            Assert.Matches("^[a-z][a-z0-9-]*$", parameter.Name);
            Assert.NotEmpty(parameter.Meaning);
            if (parameter.Default is { } standard)
                Assert.Equal(standard, parameter.Parse(MethodParameter.Write(standard)));
        });
    }

    [Fact]
    public void A_parameter_that_the_composite_does_not_have_is_refused() => Assert.Contains("Composite 'lrp-0' has no parameters",
        Assert.Throws<ArgumentException>(() => MethodNotation.Parse("lrp(composite=lrp-0, gamma=1)").Create(Golden.Network(), Domain)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("smoothgrad(lime)", "SmoothGrad of LIME")]
    [InlineData("vargrad(deeplift)", "VarGrad of DeepLIFT")]
    [InlineData("smoothgrad(lrp)", "SmoothGrad of layer-wise relevance propagation")]
    public void A_wrapper_is_called_after_what_it_wraps(string method, string title) => Assert.Equal(title, MethodNotation.Parse(method).Title);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_method_says_whether_it_needs_examples(string name)
    {
        var method = MethodCall.Of(MethodCatalogue.Find(name));
        var made = Record.Exception(() => method.Create(Golden.Network(), Domain with { Examples = null }));

        Assert.Equal(method.NeedsExamples, made is ArgumentException);
    }

    [Fact]
    public void A_method_that_needs_the_layers_refuses_a_model_without() => Assert.Contains("Network.From",
        Assert.Throws<ArgumentException>(() => MethodNotation.Parse("lrp").Create(new Relevance.Gradients.AutogradModel(Golden.Module()), Domain)).Message, StringComparison.Ordinal);
}
