using System.Numerics.Tensors;
using Relevance.Averaging;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;

namespace Relevance.Tests.Averaging;

/// <summary>Agreement with Captum, Zennit and the Python original for the same random draws and shifts.</summary>
public class AveragingReferenceTests
{
    private const double Tolerance = 1e-9;
    private const int Count = 8;

    private static Target Labels => Target.Labels(Golden.Classes[..Count]);

    private static Tensor<double> Digits => Tensors.Range(Golden.Images<double>(), 0, Count);

    [Theory]
    [InlineData("captum.smoothgrad")]
    [InlineData("captum.smoothgrad_sq")]
    [InlineData("captum.vargrad")]
    public void Averages_over_noise_equal_those_of_Captum(string reference)
    {
        var gradient = new InputGradient(Golden.Network);
        var noise = Golden.Read("noise/captum_smoothgrad");
        Explainer explainer = reference switch
        {
            "captum.smoothgrad" => new SmoothGrad(gradient, 20) { Given = noise },
            "captum.smoothgrad_sq" => new SmoothGradSquared(gradient, 20) { Given = noise },
            _ => new VarGrad(gradient, 20) { Given = noise },
        };
        var explanation = explainer.Explain(Digits, Labels, new ExplainOptions { BatchSize = 3 });
        Assert.InRange(Errors.Relative(explanation.Relevance, Tensors.Range(Golden.Read(reference), 0, Count)), 0, Tolerance);
    }

    [Theory]
    [InlineData("zennit.smoothgrad")]
    [InlineData("zennit.smoothgrad_epsilon_gamma_box")]
    public void Averages_over_noise_equal_those_of_Zennit(string reference)
    {
        double[] ranges = [.. Enumerable.Range(0, Count).Select(image => Digits.Image(image).ToArray().Max() - Digits.Image(image).ToArray().Min())];
        // Its last sample is the image without noise.
        var noise = Tensors.Zeros<double>(20, [Count, 1, 28, 28]);
        Golden.Read("noise/zennit_smoothgrad").Values.CopyTo(noise.Values);
        for (var i = 0; i < noise.Values.Length; i++)
            noise.Values[i] *= 0.1 * ranges[i / 784 % Count];
        Explainer wrapped = reference == "zennit.smoothgrad"
            ? new InputGradient(Golden.Network)
            : new LayerwiseRelevancePropagation(Golden.Network, NamedComposites.Find("epsilon-gamma-box").Create(Golden.Low, Golden.High));
        var explanation = new SmoothGrad(wrapped, 20) { Given = noise }.Explain(Digits, Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Tensors.Range(Golden.Read(reference), 0, Count)), 0, Tolerance);
    }

    [Theory]
    [InlineData("upstream.lrp_denoised1", 1)]
    [InlineData("upstream.lrp_denoised2", 2)]
    public void The_original_shifts_in_grey_and_divides_by_all_shifts_everywhere(string reference, int radius)
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network, OneBranch.CompositeOfTheOriginal);
        var relevance = new TranslationAverage(lrp, 0, radius).Explain(Golden.Images<double>(), Golden.Labels).Relevance;
        var ofTheOriginal = Images.Of(32, [1, 28, 28], (image, _, row, column) =>
            relevance.At(image, 0, row, column) * ShareOfValidShifts(row, radius) * ShareOfValidShifts(column, radius));
        Assert.InRange(Errors.Relative(ofTheOriginal, Golden.Read(reference)), 0, Tolerance);
    }

    /// <summary>Which fraction of the shifts along an axis keeps a pixel in the image: all of them but near the border.</summary>
    private static double ShareOfValidShifts(int place, int radius) =>
        Enumerable.Range(-radius, 2 * radius + 1).Count(shift => place + shift is >= 0 and < 28) / (2 * radius + 1.0);
}
