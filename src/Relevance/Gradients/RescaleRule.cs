using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>Writes the multipliers of DeepLIFT's rescale rule: m = Δa / Δz, and the gradient where Δz is 0.</summary>
internal static class RescaleRule
{
    /// <summary>What is 0 but for rounding.</summary>
    private const double Smallest = 1e-10;

    /// <summary>An activation a = f(z).</summary>
    /// <param name="program">The program that it is written into.</param>
    /// <param name="layer">f.</param>
    /// <param name="image">z and a.</param>
    /// <param name="baseline">z and a of the baseline.</param>
    /// <param name="upstream">The multipliers of a.</param>
    internal static Value Activation(ProgramBuilder program, ActivationLayer layer, (Value Input, Value Output) image, (Value Input, Value Output) baseline, Value upstream)
    {
        var change = program.Times(program.Minus(image.Output, baseline.Output), upstream);
        return Slope(program, change, program.Minus(image.Input, baseline.Input), layer.Pullback(program, image.Input, image.Output, upstream));
    }

    /// <summary>
    /// The largest value of each window. From the baseline's output y′ to the larger of both outputs the change goes to the largest value of the image,
    /// from there to the image's output y to the largest value of the baseline.
    /// </summary>
    internal static Value MaxPooling(
        ProgramBuilder program, MaxPoolingLayer layer, (Value Input, Value Output) image, (Value Input, Value Output) baseline, Value upstream)
    {
        var larger = program.Of(BinaryFunction.Maximum, image.Output, baseline.Output);
        var rise = program.Times(program.Minus(larger, baseline.Output), upstream);
        var fall = program.Times(program.Minus(image.Output, larger), upstream);
        var change = program.Plus(layer.Pullback(program, image.Input, image.Output, rise), layer.Pullback(program, baseline.Input, baseline.Output, fall));
        return Slope(program, change, program.Minus(image.Input, baseline.Input), layer.Pullback(program, image.Input, image.Output, upstream));
    }

    /// <summary>change / difference; the gradient where the difference is 0 but for rounding.</summary>
    private static Value Slope(ProgramBuilder program, Value change, Value difference, Value gradient)
    {
        var differs = program.Of(UnaryFunction.IsAbove, program.Of(UnaryFunction.Absolute, difference), Smallest);
        var same = program.Plus(program.Times(differs, -1), 1);
        return program.Plus(program.Divide(program.Times(change, differs), difference), program.Times(gradient, same));
    }
}
