using static TorchSharp.torch;

namespace Relevance.Tests.Lifecycle;

/// <summary>An error on purpose.</summary>
internal sealed class DeliberateException : Exception;

/// <summary>A hook of the user's within the module: counts what passes, and throws when told to.</summary>
internal sealed class Fuse
{
    private int remaining = int.MaxValue;

    public int Passed { get; private set; }

    /// <summary>Throws once, after a number of passes.</summary>
    public void BlowAfter(int passes) => remaining = passes;

    public Tensor Pass(Tensor input)
    {
        Passed++;
        if (remaining-- > 0)
            return input;
        remaining = int.MaxValue;
        throw new DeliberateException();
    }
}

/// <summary>The predicted class, but for the images from a certain one on, where it throws.</summary>
internal sealed record FailingTarget(long From) : Target
{
    public override Tensor Direction(Tensor scores, long first) => first >= From ? throw new DeliberateException() : Predicted.Direction(scores, first);
}
