using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Tests.Support;

/// <summary>
/// How far a heatmap that is computed in float32 may lie from the exact one: a property of the method, the weights and the image, not of the
/// engine and the processor that compute it.
/// </summary>
/// <remarks>
/// To first order the error of a pixel is a sum over all roundings on the way, each times how strongly the pixel answers to it. Taken as
/// independent and as often up as down they obey Hoeffding's inequality: the sum exceeds λσ with a probability of at most 2 exp(−λ²/2), where
/// σ² is the sum of the squares of the largest that each can be. Random signs times the largest errors have just that σ², so σ is measured: as the
/// root mean square of what such draws (<see cref="RoundedProgram"/>), made in float64, move the pixel by. Where a rule divides by nearly nothing they
/// move it far, and so may rounding; elsewhere the bound is narrow.
/// </remarks>
internal static class RoundingBound
{
    /// <summary>u of float32: half the distance from 1 to the next number, 2⁻²⁴.</summary>
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>λ: 3·10⁻¹⁴ for a pixel, and 10⁻⁷ for the two million that the tests compare.</summary>
    private const double Deviations = 8;

    /// <summary>σ of a pixel is uncertain by 1/√(2 · 8), a quarter; of an image's pixels the one with the largest counts.</summary>
    private const int Draws = 8;

    /// <summary>
    /// The bound of the gradient, of gradient × input, of layer-wise relevance propagation with its default rules, and of what is a mean of such, on the golden
    /// network and digits: the largest is below, the smallest above half of it (GoldenTests computes them). The square of the gradient moves twice as far.
    /// </summary>
    public const double OfGradients = 3e-5;

    /// <summary>What the bound shrinks by in float64: to first order it is proportional to u.</summary>
    public const double InFloat64 = 1.0 / (1 << 29);

    /// <summary>The bound for the scores of each image.</summary>
    public static double[] OfScores(Network network, Tensor<double> images)
    {
        var program = new ProgramBuilder();
        return PerImage(program.Build(("scores", NetworkPass.Write(network, program, images.ImageShape).Scores)), "scores", [images]);
    }

    /// <summary>The bound for each image, in parts of the exact heatmap's largest absolute value, as <see cref="Errors.PerImage"/> measures.</summary>
    /// <param name="program">The method as a program with the output <paramref name="heatmap"/>.</param>
    /// <param name="heatmap">The name of the output.</param>
    /// <param name="images">The images in float64.</param>
    /// <param name="target">Whose score is explained.</param>
    public static double[] PerImage(Program program, string heatmap, Tensor<double> images, Target target) => PerImage(program, heatmap, [images], target.Choose);

    /// <summary>The same for a program of several inputs.</summary>
    public static double[] PerImage(Program program, string heatmap, IReadOnlyList<Tensor<double>> inputs, ChooseDirection? choose = null)
    {
        var exact = Run(program);
        var squares = new double[exact.Values.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            var rounded = Run(RoundedProgram.Of(program, Unit, draw)).Values;
            for (var i = 0; i < squares.Length; i++)
                squares[i] += (rounded[i] - exact.Values[i]) * (rounded[i] - exact.Values[i]);
        }
        var length = exact.ImageShape.Size;
        return [.. Enumerable.Range(0, exact.ImageCount).Select(image =>
            Deviations * Math.Sqrt(squares.AsSpan(image * length, length).ToArray().Max() / Draws) / exact.Image(image).ToArray().Select(Math.Abs).Append(Errors.Least).Max())];

        Tensor<double> Run(Program program) => new CompiledProgram(program).Run(inputs, choose)[heatmap];
    }
}
