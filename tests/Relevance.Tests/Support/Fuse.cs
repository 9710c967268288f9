using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Tests.Support;

/// <summary>An error on purpose.</summary>
internal sealed class DeliberateException : Exception;

/// <summary>Throws once, after a number of passes.</summary>
internal sealed class Fuse
{
    private int remaining = int.MaxValue;

    public void BlowAfter(int passes) => Volatile.Write(ref remaining, passes);

    public void Pass()
    {
        if (Interlocked.Decrement(ref remaining) >= 0)
            return;
        BlowAfter(int.MaxValue);
        throw new DeliberateException();
    }
}

/// <summary>A user's layer that returns its input, when it can be written at all.</summary>
internal sealed record FuseLayer(Fuse Fuse) : CopyLayer
{
    public override string Kind => "Fuse";

    public override Value Forward(ProgramBuilder program, Value input)
    {
        Fuse.Pass();
        return input;
    }
}

/// <summary>A user's model that throws when its fuse blows, and notes whether two threads are ever in it at once.</summary>
internal sealed class FuseModel(DifferentiableModel model, Fuse fuse) : DifferentiableModel
{
    private int inside;

    public bool WasShared { get; private set; }

    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => Within(() => model.Scores(images, cancellation));

    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default) =>
        Within(() => model.ScoresAndGradient(images, direction, cancellation));

    private TResult Within<TResult>(Func<TResult> compute)
    {
        WasShared |= Interlocked.Increment(ref inside) > 1;
        try
        {
            fuse.Pass();
            return compute();
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }
}

/// <summary>The predicted class, but for the images from a certain one on, where something else happens.</summary>
internal sealed record WatchedTarget(int From, Action Happen) : Target
{
    public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
    {
        if (image >= From)
            Happen();
        Predicted.Choose(image, scores, direction);
    }
}
