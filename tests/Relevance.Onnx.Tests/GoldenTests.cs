using System.Numerics;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Onnx.Tests.Support;
using Relevance.Perturbation;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Onnx.Tests;

/// <summary>Networks of PyTorch's exporter and of a TensorFlow converter give PyTorch's scores, Captum's attributions and Zennit's relevance.</summary>
public class GoldenTests
{
    private const int Samples = 4;

    /// <summary>Two runs in float64 that sum in another order differ by up to 3e-11 in the worst array.</summary>
    private const double Double = 1e-9;

    private static readonly string[] Arrays =
    [
        "gradient", "input_x_gradient", "ig_zero", "ig_baseline", "occlusion", "lrp_epsilon_1e-6", "lrp_epsilon_0.1", "lrp_epsilon_plus", "lrp_epsilon_plus_flat",
        "lrp_epsilon_gamma_box", "lrp_epsilon_alpha2_beta1_flat",
    ];

    public static TheoryData<string, string> Files => [.. Golden.Files.Select(file => new TheoryDataRow<string, string>(file.Network, file.File))];

    public static TheoryData<string, string, string> Explanations =>
        [.. from file in Golden.Files from array in Arrays where Golden.Of(file.Network).Has(array) && IsComparable(file.Network, array) select new TheoryDataRow<string, string, string>(file.Network, file.File, array)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Scores_are_those_of_PyTorch(string network, string file)
    {
        var golden = Golden.Of(network);
        var model = golden.Model(file);
        var scores = new GradientTimesInput(model.Network).Explain(golden.Inputs<double>(), Target.Predicted).Scores;
        Assert.True(Golden.Difference<double>(scores.Values, golden.Scores, Samples) <= (IsRounded(file) ? 1e-5 : Double));
        var single = new GradientTimesInput(model.Network).Explain(golden.Inputs<float>(), Target.Predicted).Scores;
        Assert.True(Golden.Difference<float>(single.Values, golden.Scores, Samples) <= 1e-5);
    }

    [Theory]
    [MemberData(nameof(Explanations))]
    public void Explanations_in_float64_are_those_of_the_peers(string network, string file, string array)
    {
        var golden = Golden.Of(network);
        var difference = Golden.Difference<double>(Explain<double>(golden, file, array), golden.Read(array), Samples);
        // Files in which the exporter folded the normalisation hold another network, by one rounding to float32 of each weight.
        Assert.True(difference <= (IsRounded(file) ? Single(golden, array) : Double), $"{difference:g3}");
    }

    [Theory]
    [MemberData(nameof(Explanations))]
    public void Explanations_in_float32_are_as_near_as_their_conditioning_allows(string network, string file, string array)
    {
        var golden = Golden.Of(network);
        var difference = Golden.Difference<float>(Explain<float>(golden, file, array), golden.Read(array), Samples);
        Assert.True(difference <= Single(golden, array), $"{difference:g3} {golden.Conditioning(array):g3}");
    }

    /// <summary>
    /// Another order of sums in float32 errs as much as the recorded one, but by chance: where a denominator is nearly 0, the quotient of two such errors exceeds 100
    /// once in 150 times. On the path of integrated gradients one gradient may fall on the other side of a kink, which moves it by 5 % of its peak, times its weight of 1/32.
    /// </summary>
    private static double Single(Golden golden, string array) =>
        Math.Max(array.StartsWith("ig_", StringComparison.Ordinal) ? 0.05 / 32 : 1e-5, (golden.Conditioning(array) > 1e-5 ? 100 : 10) * golden.Conditioning(array));

    private static bool IsRounded(string file) => file.Contains("bn_folded", StringComparison.Ordinal);

    /// <summary>Windows of occlusion are of rows and columns, which the library takes to be the last axes.</summary>
    private static bool IsComparable(string network, string array) => !(array == "occlusion" && network is "keras" or "mlp");

    private static ReadOnlySpan<T> Explain<T>(Golden golden, string file, string array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = golden.Model(file);
        return Explainer(golden, model, array).Explain(golden.Inputs<T>(), Target.Predicted).Relevance.Values;
    }

    private static Explainer Explainer(Golden golden, OnnxModel model, string array)
    {
        var network = model.Network;
        return array switch
        {
            "gradient" => new InputGradient(network),
            "input_x_gradient" => new GradientTimesInput(network),
            "ig_zero" => new IntegratedGradients(network, Baseline.Zero),
            "ig_baseline" => new IntegratedGradients(network, Baseline.Given(golden.PerChannel(golden.Numbers(array, "baseline"), model.InputShape), model.InputShape)),
            "occlusion" => new Occlusion(network, Baseline.Zero, 8, 8),
            _ => new LayerwiseRelevancePropagation(network, Composite(golden, array)),
        };
    }

    private static Composite Composite(Golden golden, string array)
    {
        var composite = array switch
        {
            "lrp_epsilon_1e-6" or "lrp_epsilon_0.1" => "epsilon",
            "lrp_epsilon_plus" => "epsilon-plus",
            "lrp_epsilon_plus_flat" => "epsilon-plus-flat",
            "lrp_epsilon_gamma_box" => "epsilon-gamma-box",
            _ => "epsilon-alpha2-beta1-flat",
        };
        var (low, high) = array == "lrp_epsilon_gamma_box" ? (golden.Numbers(array, "low"), golden.Numbers(array, "high")) : ([0], [1]);
        var definition = NamedComposites.Find(composite);
        var made = definition.Create(new(low), new(high), array == "lrp_epsilon_0.1" ? new Dictionary<string, double> { ["epsilon"] = 0.1 } : []);
        // Of several largest values of a max pooling, Zennit gives the first all relevance; here they share it (docs/differences.md).
        return made.WithFirst(new CompositeLine(LayerCondition.OfKind("MaxPool2d"), new Relevance.Propagation.Rules.Gradient()));
    }
}
