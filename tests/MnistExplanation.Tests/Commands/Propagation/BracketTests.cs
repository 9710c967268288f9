using MnistExplanation.Digits;
using Relevance;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>What the brackets of a method say of a propagation holds, as what options say of it.</summary>
public sealed class BracketTests : PropagationTest
{
    [Theory]
    [InlineData("lrp(start=log-odds)", "--start log-odds")]
    [InlineData("lrp(layer=3)", "--layer 3")]
    [InlineData("lrp(unit=3:5)", "--unit 3:5")]
    [InlineData("lrp(rules=\"first=flat; 3=gamma(gamma=0.5)\")", "--rule first=flat --rule 3=gamma(gamma=0.5)")]
    [InlineData("lrp(composite=epsilon, epsilon=0.1)", "--composite epsilon --set epsilon=0.1")]
    [InlineData("lrp(start=log-odds, layer=3)", "--set start=log-odds --set layer=3")]
    public async Task Brackets_say_the_same_as_options(string method, string options)
    {
        var model = DigitModel.Load(null);
        var explanation = MethodNotation.Parse(method).Create(model.Network, model.Domain(inDouble: true, null)).Explain(Inputs(model));

        var inBrackets = await ArrayAsync("--method", method);
        var shape = NumpyFile.Read(Place["r.npy"]).Shape;

        Assert.Equal(explanation.Relevance.Values.ToArray(), inBrackets);
        Assert.Equal(explanation.Relevance.ImageShape.Lengths.Select(length => (long)length), shape.Skip(1));
        Assert.Equal(inBrackets, await ArrayAsync(options.Split(' ')));
    }

    [Theory]
    [InlineData("--method lrp(start=log-odds) --start logit", "'start' of method 'lrp' is given twice")]
    [InlineData("--method lrp(layer=3) --layer 5", "'layer' of method 'lrp' is given twice")]
    [InlineData("--method lrp(unit=3) --set unit=5", "'unit' of method 'lrp' is given twice")]
    [InlineData("--method lrp(rules=first=flat) --rule first=flat", "'rules' of method 'lrp' is given twice")]
    [InlineData("--method lrp(unit=3:5) --target 1", "only one of them")]
    [InlineData("--method lrp(unit=3:5) --start log-odds", "only one of them")]
    [InlineData("--method lrp(start=log-odds) --contrast 1", "only one of them")]
    [InlineData("--method lrp(layer=33)", "no layer '33'")]
    [InlineData("--method gradient --method lrp(layer=3) --output r.png", "lrp(layer=3)", "by itself")]
    [InlineData("--method gradient --method lrp(unit=3:5) --output r.png", "lrp(unit=3:5)", "the same unit or class")]
    public Task What_is_said_in_two_ways_is_refused(string arguments, params string[] parts) => RefusedAsync(arguments, parts);

    [Fact]
    public async Task Several_methods_keep_what_each_says()
    {
        await ExplainAsync("--method", "lrp", "--method", "lrp(start=log-odds)", "--output", Place["two.png"]);
        await ExplainAsync("--method", "lrp(unit=3:5)", "--method", "lrp(unit=3:5, composite=epsilon)", "--output", Place["units.png"]);
        await ExplainAsync("--method", "lrp", "--method", "lrp(composite=epsilon)", "--output", Place["same.png"]);

        Assert.NotEqual(File.ReadAllBytes(Place["two.png"]), File.ReadAllBytes(Place["same.png"]));
        var model = DigitModel.Load(null);
        var request = new ExplainRequest { Method = MethodNotation.Parse("lrp(start=log-odds)"), Target = TargetChoice.Predicted };
        var explained = ExplainJob.Explain(
            request, ExplainJob.CreateExplainer(request, model, null), model, EmbeddedDigits.Instance.Find([0])!, new DirectProgress<ActivityState>(_ => { }), TestContext.Current.CancellationToken);
        Assert.Equal($"{Target.LogOdds(Target.Predicted)}", explained.Target);
        Assert.Equal("7", explained.Explained(0));
    }
}
