using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>A function f of each input of a layer, a factor of its contribution to a unit in a rule.</summary>
public abstract record InputPart
{
    /// <summary>The input a itself.</summary>
    public static InputPart All { get; } = new FunctionPart(null, 1);

    /// <summary>The positive part a⁺ = max(a, 0).</summary>
    public static InputPart Positive { get; } = new FunctionPart(UnaryFunction.PositivePart, 1);

    /// <summary>The negative part a⁻ = min(a, 0).</summary>
    public static InputPart Negative { get; } = new FunctionPart(UnaryFunction.NegativePart, 0);

    /// <summary>The magnitude |a|.</summary>
    public static InputPart Absolute { get; } = new FunctionPart(UnaryFunction.Absolute, 1);

    /// <summary>The constant 1, regardless of the input.</summary>
    public static InputPart One { get; } = new OnePart();

    /// <summary>Creates the function a − l, the distance of the input above a bound.</summary>
    /// <param name="bound">The bound l, one for all channels or one for each.</param>
    public static InputPart Above(ChannelValues bound) => new DistancePart(bound);

    /// <summary>The value f(1), which is used for a bias.</summary>
    public abstract double OfOne { get; }

    /// <summary>Writes the function of an array of inputs; returns null for 1 everywhere.</summary>
    public abstract Value? Write(ProgramBuilder program, Value input);

    private sealed record FunctionPart(UnaryFunction? Function, double PartOfOne) : InputPart
    {
        public override double OfOne => PartOfOne;

        public override Value Write(ProgramBuilder program, Value input) => Function is { } function ? program.Of(function, input) : input;
    }

    private sealed record OnePart : InputPart
    {
        public override double OfOne => 1;

        public override Value? Write(ProgramBuilder program, Value input) => null;
    }

    private sealed record DistancePart(ChannelValues Bound) : InputPart
    {
        public override double OfOne => 0;

        public override Value Write(ProgramBuilder program, Value input)
        {
            if (Bound.Single is { } bound)
                return program.Plus(input, -bound);
            // Behind a flatten layer the channels are those of the image.
            var image = input;
            while (image.Operation is ReshapeOperation)
                image = image.Inputs[0];
            return program.Minus(input, program.Reshape(program.Constant(Bound.Over(image.Shape)), input.Shape));
        }
    }
}
