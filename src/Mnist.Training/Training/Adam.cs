using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) with PyTorch's defaults, on one vector of parameters: its whole state is two vectors and the number of steps,
/// which a checkpoint can hold to the byte.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Epsilon = 1e-8;

    internal Adam(long count)
    {
        FirstMoment = zeros(count).DetachFromDisposeScope();
        SecondMoment = zeros(count).DetachFromDisposeScope();
    }

    internal Tensor FirstMoment { get; }

    internal Tensor SecondMoment { get; }

    internal long Steps { get; set; }

    internal void Step(Tensor values, Tensor gradients, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Steps++;
        FirstMoment.mul_(FirstDecay).add_(gradients, 1 - FirstDecay);
        SecondMoment.mul_(SecondDecay).addcmul_(gradients, gradients, 1 - SecondDecay);
        var firstCorrection = 1 - Math.Pow(FirstDecay, Steps);
        var secondCorrection = 1 - Math.Pow(SecondDecay, Steps);
        var denominator = SecondMoment.sqrt().div_(Math.Sqrt(secondCorrection)).add_(Epsilon);
        values.addcdiv_(FirstMoment, denominator, -learningRate / firstCorrection);
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
