using System.Numerics;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>
/// Functions of single values that follow each other, computed together: a stretch of places goes through all of them while it is in the processor's first
/// cache, and what only they need is never written anywhere else.
/// </summary>
internal sealed unsafe class ElementwiseStep<T> : Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The values of a stretch.</summary>
    internal const int Stretch = 1024;

    private readonly Call[] calls;
    private readonly int length;

    internal ElementwiseStep(Call[] calls, int length) => (this.calls, this.length) = (calls, length);

    internal override void Run(Workspace<T> workspace)
    {
        for (var start = 0; start < length; start += Stretch)
        {
            var count = Math.Min(Stretch, length - start);
            foreach (var call in calls)
            {
                T* x = At(call.X), z = At(call.Result);
                if (call.Operation is BinaryOperation binary)
                    Functions.Run(binary.Function, binary.Parameter, x, At(call.Y), z, count);
                else if (call.Operation is UnaryOperation unary)
                    Functions.Run(unary.Function, unary.Parameter, x, z, count);
            }

            T* At(Operand operand) => workspace.At(operand.Slot) + (operand.IsStretch ? 0 : start);
        }
    }

    /// <summary>An array, or room for one stretch of it.</summary>
    internal readonly record struct Operand(Slot Slot, bool IsStretch);

    /// <summary>One function.</summary>
    internal readonly record struct Call(Operation Operation, Operand X, Operand Y, Operand Result);
}
