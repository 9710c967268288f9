using System.Text.RegularExpressions;
using Mnist.Networks;
using MnistExplanation.Gallery;
using MnistExplanation.Tests.Documents;
using MnistExplanation.Tests.Support;
using static Mnist.Networks.LayerSpecification;

namespace MnistExplanation.Tests.Commands;

/// <summary>What documents show beside examples to run: a class in PyTorch, and the lines of the gallery.</summary>
public sealed partial class SampleTests
{
    public static TheoryData<string> Rows => [.. GalleryRows.All.Select(row => row.Name)];

    [Fact]
    public void The_class_in_PyTorch_has_the_layers_and_the_tensors_of_the_target()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "models.md"));

        var layers = Modules().Matches(document).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        Assert.Equal(Architectures.Target.Layers.Select(Module), layers);
        Assert.All(Architectures.Target.Parameters.Chunk(2), pair => Assert.Contains(
            $"| `{pair[0].Name}`, `{pair[1].Name}` | [{string.Join(", ", pair[0].Shape)}], [{string.Join(", ", pair[1].Shape)}] |", document, StringComparison.Ordinal));
    }

    private static (string Name, string Arguments) Module(LayerSpecification layer) => layer switch
    {
        Conv2d convolution => ("Conv2d", $"{convolution.InputChannels}, {convolution.OutputChannels}, {convolution.KernelSize}"),
        Linear linear => ("Linear", $"{linear.InputFeatures}, {linear.OutputFeatures}"),
        LeakyReLU rectifier => ("LeakyReLU", FormattableString.Invariant($"{rectifier.NegativeSlope}")),
        AvgPool2d pooling => ("AvgPool2d", $"{pooling.KernelSize}"),
        Dropout dropout => ("Dropout", FormattableString.Invariant($"{dropout.Probability}")),
        _ => (layer.GetType().Name, ""),
    };

    [GeneratedRegex(@"nn\.(\w+)\(([^)]*)\)[,\n]")]
    private static partial Regex Modules();

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_line_of_a_rule_or_composite_compiles(string name) => CompiledCode.Compile(
        $"""
        using Relevance;
        using Relevance.Propagation;
        using Relevance.Propagation.Composites;
        using Relevance.Propagation.Rules;
        using static Explained;
        using static Relevance.Propagation.Composites.LayerCondition;
        Explanation<float> explanation = {GalleryRows.All.Single(row => row.Name == name).Code}.Explain(images);
        """, Explained.Code);
}
