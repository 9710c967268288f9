using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>How the windows of convolutions and poolings lie over their input, as attributes say it.</summary>
/// <param name="Kernel">The places of a window along each axis.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Dilation">The distance of neighbouring places of a window.</param>
/// <param name="Before">The padding before the first place.</param>
/// <param name="After">The padding after the last.</param>
internal sealed record Windows(int[] Kernel, int[] Stride, int[] Dilation, int[] Before, int[] After)
{
    private const int Longest = 1 << 16;

    internal int Axes => Kernel.Length;

    /// <summary>Reads the attributes of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">The size of the kernel, if it is known otherwise.</param>
    /// <param name="input">The lengths of the spatial axes of the input.</param>
    internal static Windows Of(OnnxNode node, int[]? kernel, ReadOnlySpan<int> input)
    {
        var size = kernel ?? node.Wholes("kernel_shape") ?? throw new GraphException("it does not say how large its windows are.");
        var axes = size.Length;
        var stride = node.Wholes("strides") ?? [.. Enumerable.Repeat(1, axes)];
        var dilation = node.Wholes("dilations") ?? [.. Enumerable.Repeat(1, axes)];
        var pads = node.Wholes("pads");
        var automatic = node.Word("auto_pad", "NOTSET");
        if (input.Length != axes || stride.Length != axes || dilation.Length != axes || (pads is not null && pads.Length != 2 * axes))
            throw new GraphException($"windows over {axes} axes do not fit an input with {input.Length}, or its strides, dilations and paddings.");
        if (size.Concat(stride).Concat(dilation).Any(number => number is < 1 or > Longest) || (pads ?? []).Any(pad => Math.Abs((long)pad) > Longest))
            throw new GraphException($"its windows are impossible: kernel {string.Join('×', size)}, stride {string.Join('×', stride)}, dilation {string.Join('×', dilation)}.");
        if (automatic is "NOTSET" or "")
            return new(size, stride, dilation, pads?[..axes] ?? new int[axes], pads?[axes..] ?? new int[axes]);
        if (pads is not null && pads.Any(pad => pad != 0))
            throw new GraphException("it has both auto_pad and pads, of which only one can hold.");
        if (automatic == "VALID")
            return new(size, stride, dilation, new int[axes], new int[axes]);
        if (automatic is not ("SAME_UPPER" or "SAME_LOWER"))
            throw new GraphException($"auto_pad '{automatic}' is not known.");
        // As many windows as strides fit into the input; an odd cell of padding goes to the end, or to the start.
        var (before, after) = (new int[axes], new int[axes]);
        for (var axis = 0; axis < axes; axis++)
        {
            var windows = (input[axis] + stride[axis] - 1) / stride[axis];
            var total = Math.Max(0, (windows - 1) * stride[axis] + (size[axis] - 1) * dilation[axis] + 1 - input[axis]);
            before[axis] = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
            after[axis] = total - before[axis];
        }
        return new(size, stride, dilation, before, after);
    }
}
