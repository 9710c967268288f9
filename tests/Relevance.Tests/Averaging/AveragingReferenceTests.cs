using Relevance.Averaging;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Propagation.LayerCondition;
using static TorchSharp.torch;

namespace Relevance.Tests.Averaging;

/// <summary>Agreement with Captum, Zennit and the Python original for the same random draws and shifts.</summary>
public class AveragingReferenceTests
{
    private const double Tolerance = 1e-9;
    private const int Images = 8;

    private static Target Labels => Target.Labels(Golden.Classes[..Images]);

    [Theory]
    [InlineData("captum.smoothgrad")]
    [InlineData("captum.smoothgrad_sq")]
    [InlineData("captum.vargrad")]
    public void Averages_over_noise_equal_those_of_Captum(string reference)
    {
        var gradient = new InputGradient(Golden.Network());
        var noise = Golden.Read("noise/captum_smoothgrad");
        Explainer explainer = reference switch
        {
            "captum.smoothgrad" => new SmoothGrad(gradient, 20) { Given = noise },
            "captum.smoothgrad_sq" => new SmoothGradSquared(gradient, 20) { Given = noise },
            _ => new VarGrad(gradient, 20) { Given = noise },
        };
        using var explanation = explainer.Explain(Golden.Images()[..Images], Labels, new ExplainOptions { BatchSize = 3 });
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)[..Images]), 0, Tolerance);
    }

    [Theory]
    [InlineData("zennit.smoothgrad")]
    [InlineData("zennit.smoothgrad_epsilon_gamma_box")]
    public void Averages_over_noise_equal_those_of_Zennit(string reference)
    {
        var network = Golden.Network();
        var images = Golden.Images()[..Images];
        var range = images.amax([1, 2, 3], keepdim: true) - images.amin([1, 2, 3], keepdim: true);
        // Its last sample is the image without noise.
        var noise = cat([Golden.Read("noise/zennit_smoothgrad") * 0.1 * range, zeros([1, Images, 1, 28, 28], ScalarType.Float64)]);
        Explainer wrapped = reference == "zennit.smoothgrad"
            ? new InputGradient(network)
            : new LayerwiseRelevancePropagation(network, NamedComposites.Find("epsilon-gamma-box").Create(Golden.Low, Golden.High));
        using var explanation = new SmoothGrad(wrapped, 20) { Given = noise }.Explain(images, Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)[..Images]), 0, Tolerance);
    }

    [Theory]
    [InlineData("upstream.lrp_denoised1", 1)]
    [InlineData("upstream.lrp_denoised2", 2)]
    public void The_original_shifts_in_grey_and_divides_by_all_shifts_everywhere(string reference, int radius)
    {
        var composite = new Composite("the original's",
        [
            new(Weightless, OneBranch.GammaOfTheOriginal(0)), new(First, new ZBox(Golden.Low, Golden.High, 1e-9)), new(Linear, OneBranch.GammaOfTheOriginal(0.25)),
        ]);
        var lrp = new LayerwiseRelevancePropagation(Golden.Network(), composite);
        using var explanation = new TranslationAverage(lrp, 0, radius).Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance * ShareOfValidShifts(28, radius), Golden.Read(reference)), 0, Tolerance);
    }

    /// <summary>Which fraction of the shifts keeps a pixel in the image: all of them but near the border.</summary>
    private static Tensor ShareOfValidShifts(int side, int radius)
    {
        double[] along = [.. Enumerable.Range(0, side).Select(place => Enumerable.Range(-radius, (2 * radius) + 1).Count(shift => place + shift >= 0 && place + shift < side) / ((2.0 * radius) + 1))];
        return tensor(along).unsqueeze(1) * tensor(along);
    }
}
