using Relevance.Maps;

namespace Relevance.Torch.Reading;

/// <summary>Lengths, in TorchSharp of 64 bits.</summary>
internal static class Lengths
{
    internal static Shape Shape(IEnumerable<long> lengths) => new([.. lengths.Select(length => checked((int)length))]);

    internal static int[] Integers(IEnumerable<long> numbers) => [.. numbers.Select(number => checked((int)number))];
}
