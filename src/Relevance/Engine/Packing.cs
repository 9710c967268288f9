using System.Numerics;

namespace Relevance.Engine;

/// <summary>The weights of a <see cref="Correlation"/> in the order in which <see cref="Kernel"/> reads them: block by block, [product, row].</summary>
internal sealed class Packing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Packing(Correlation correlation, Func<int, double>? bias)
    {
        var (rows, count) = (correlation.Rows, correlation.Offsets.Length);
        var blocks = new List<(int First, int Rows)>();
        for (var first = 0; first < rows;)
        {
            foreach (var size in Kernel.Blocks)
            {
                // Two blocks of 4 are better than one of 6 and one of 2.
                if (size > rows - first || (size == 6 && rows - first == 8))
                    continue;
                blocks.Add((first, size));
                first += size;
                break;
            }
        }
        Blocks = [.. blocks];
        Weights = GC.AllocateUninitializedArray<T>(correlation.Groups * rows * count, pinned: true);
        Biases = GC.AllocateArray<T>(correlation.Groups * rows, pinned: true);
        var place = 0;
        for (var group = 0; group < correlation.Groups; group++)
        {
            foreach (var (first, size) in Blocks)
            {
                for (var k = 0; k < count; k++)
                {
                    for (var row = 0; row < size; row++)
                        Weights[place++] = T.CreateTruncating(correlation.Weight(group * rows + first + row, k));
                }
            }
        }
        for (var row = 0; bias is not null && row < Biases.Length; row++)
            Biases[row] = T.CreateTruncating(bias(row));
    }

    /// <summary>The blocks of output channels of each group.</summary>
    internal (int First, int Rows)[] Blocks { get; }

    internal T[] Weights { get; }

    internal T[] Biases { get; }
}
