using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Tests.Engine;

/// <summary>Operations that copy.</summary>
internal static class Copies
{
    public static double[] Of(CopyOperation operation, double[][] inputs, Shape[] shapes, Shape to) => [.. Places.Of(to.Lengths).Select(place =>
    {
        var input = 0;
        int[] at = [.. place];
        switch (operation)
        {
            case ConcatenateOperation concatenate:
                for (; at[concatenate.Axis] >= shapes[input][concatenate.Axis]; input++)
                    at[concatenate.Axis] -= shapes[input][concatenate.Axis];
                break;
            case SliceOperation slice:
                at[slice.Axis] += slice.Start;
                break;
            case PadOperation pad:
                for (var axis = 0; axis < at.Length; axis++)
                    at[axis] -= pad.Before[axis];
                break;
            case BroadcastOperation:
                for (var axis = 0; axis < at.Length; axis++)
                    at[axis] = Math.Min(at[axis], shapes[0][axis] - 1);
                break;
            case PermuteOperation permute:
                for (var axis = 0; axis < at.Length; axis++)
                    at[permute.Axes[axis]] = place[axis];
                break;
            default:
                throw new NotSupportedException();
        }
        return Places.Flat(at, shapes[input].Lengths) is >= 0 and var source ? inputs[input][source] : 0;
    })];
}
