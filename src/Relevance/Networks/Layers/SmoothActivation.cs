using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>An activation given by its function and derivative.</summary>
/// <param name="kind">The kind of layer, such as <c>GELU</c>.</param>
/// <param name="details">Its parameters in words; may be empty.</param>
/// <param name="function">a = f(z).</param>
/// <param name="derivative">f′(z), given z and a.</param>
internal sealed class SmoothActivation(
    string kind, string details, Func<Tensor, Tensor> function, Func<Tensor, Tensor, Tensor> derivative) : ActivationLayer
{
    public override string Kind { get; } = kind;

    public override string Details { get; } = details;

    public override Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return function(input).MoveToOuterDisposeScope();
    }

    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        return (gradient * derivative(input, output)).MoveToOuterDisposeScope();
    }
}
