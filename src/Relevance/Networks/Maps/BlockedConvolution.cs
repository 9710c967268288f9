using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// A plane convolution of stride 1 with few output channels, computed block by block: the outputs of a block of b_y × b_x places become the
/// channels of a convolution with kernels of (k_y + b_y − 1) × (k_x + b_x − 1) and a stride of b_y × b_x, and are put in their places afterwards.
/// </summary>
/// <remarks>
/// libtorch's convolutions compute 16 output channels at once, however few there are; one back to a grey image wastes 15 of them.
/// In blocks of 4 × 4 the same takes 40 % of the time. Zeros in the larger kernels cost less than that. The sums are the same.
/// </remarks>
/// <param name="kernel">[out, in, k_y, k_x].</param>
internal sealed class BlockedConvolution(Tensor kernel)
{
    /// <summary>Output channels that libtorch computes at once.</summary>
    private const long Lanes = 16;

    /// <summary>For fewer images putting the outputs in their places costs more than it saves.</summary>
    private const long FewestImages = 8;

    private readonly ConcurrentDictionary<(long Rows, long Columns), Tensor> kernels = new();

    /// <summary>The convolution of an image padded with zeros on all sides, or null where blocks do not help or fit.</summary>
    /// <param name="input">[N, in, h, w].</param>
    /// <param name="padding">Zeros on each side of each axis.</param>
    internal Tensor? Apply(Tensor input, long[] padding)
    {
        var (outputs, height, width) = (kernel.shape[0], Size(input, padding, 0), Size(input, padding, 1));
        var block = Block(outputs, height, width);
        if (block.Rows * block.Columns == 1 || input.shape[0] < FewestImages)
            return null;
        var (rows, columns) = block;
        var blocks = nn.functional.conv2d(input, kernels.GetOrAdd(block, Kernel), null, [rows, columns], padding);
        return blocks.view(-1, outputs, rows, columns, height / rows, width / columns).permute(0, 1, 4, 2, 5, 3).reshape(-1, outputs, height, width);
    }

    /// <summary>The largest block whose outputs are computed at once and that divides the plane.</summary>
    private static (long Rows, long Columns) Block(long outputs, long height, long width)
    {
        (long Rows, long Columns)[] candidates = [(4, 4), (4, 2), (2, 4), (2, 2), (2, 1), (1, 2)];
        foreach (var (rows, columns) in candidates)
        {
            if (outputs * rows * columns <= Lanes && height % rows == 0 && width % columns == 0)
                return (rows, columns);
        }
        return (1, 1);
    }

    private long Size(Tensor input, long[] padding, int axis) => input.shape[axis + 2] + 2 * padding[axis] - kernel.shape[axis + 2] + 1;

    /// <summary>The kernel of each place in the block: the given one, moved to that place.</summary>
    private Tensor Kernel((long Rows, long Columns) block)
    {
        using var scope = NewDisposeScope();
        var (outputs, height, width) = (kernel.shape[0], kernel.shape[2], kernel.shape[3]);
        var moved = zeros([outputs, block.Rows, block.Columns, kernel.shape[1], height + block.Rows - 1, width + block.Columns - 1], kernel.dtype);
        for (var y = 0L; y < block.Rows; y++)
        {
            for (var x = 0L; x < block.Columns; x++)
                moved.select(2, x).select(1, y).narrow(2, y, height).narrow(3, x, width).copy_(kernel);
        }
        return LinearMap.Own(moved.flatten(0, 2));
    }
}
