using Relevance.Gradients;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Tests.Support;

namespace Relevance.Tests.Gradients;

/// <summary>Methods that are functions of the gradient: one program for a network, and the same bits for a model that computes its gradients itself.</summary>
public sealed class GradientExplainerTests
{
    public static TheoryData<string> Names => [.. Methods.Keys];

    private static Dictionary<string, Func<DifferentiableModel, GradientExplainer>> Methods { get; } = new()
    {
        ["gradient"] = model => new InputGradient(model),
        ["gradient, absolute"] = model => new InputGradient(model, absolute: true),
        ["gradient-times-input"] = model => new GradientTimesInput(model),
        ["sensitivity-analysis"] = model => new SensitivityAnalysis(model),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_with_gradients_of_its_own_is_explained_to_the_same_bits(string name)
    {
        var images = Tensors.Range(Golden.Images<float>(), 0, 5);
        var spy = new SpyModel(Golden.Network);

        var expected = Methods[name](Golden.Network).Explain(images);
        var found = Methods[name](spy).Explain(images);

        Assert.Equal(expected.Relevance.Values.ToArray(), found.Relevance.Values.ToArray());
        Assert.Equal(expected.Scores.Values.ToArray(), found.Scores.Values.ToArray());
        Assert.Equal([5], spy.Gradients);
        Assert.Empty(spy.Forward);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_program_finds_scores_and_relevance(string name)
    {
        var program = Methods[name](Golden.Network).Compile([1, 28, 28]);

        Assert.Equal(["scores", "relevance"], program.Outputs.Select(output => output.Name));
        Assert.Equal([1, 28, 28], program["relevance"].Shape.Lengths);
        Assert.Single(program.Values, value => value.Operation is DirectionOperation);
    }

    [Fact]
    public void A_model_that_is_no_network_has_no_program() => Assert.Contains("SpyModel",
        Assert.Throws<NotSupportedException>(() => new SensitivityAnalysis(new SpyModel(Golden.Network)).Compile([1, 28, 28])).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_are_functions_of_the_gradient()
    {
        // f = 3 x₁ − 2 x₂.
        var network = SmallNetworks.Of(new double[,] { { 3, -2 } }, new LeakyReluLayer(), new double[,] { { 1 } });
        var image = Tensors.Of([5.0, 7.0], 1, [2]);

        Assert.Equal([3.0, -2], Relevance("gradient"));
        Assert.Equal([3.0, 2], Relevance("gradient, absolute"));
        Assert.Equal([15.0, -14], Relevance("gradient-times-input"));
        Assert.Equal([9.0, 4], Relevance("sensitivity-analysis"));

        double[] Relevance(string name) => Methods[name](network).Explain(image, Target.Class(0)).Relevance.Values.ToArray();
    }
}
