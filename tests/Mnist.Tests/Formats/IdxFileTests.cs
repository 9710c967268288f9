using CsCheck;
using Relevance.Formats;

namespace Mnist.Tests.Formats;

public class IdxFileTests
{
    private static readonly byte[] TwoByThree = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void An_array_is_read_with_its_shape()
    {
        var array = IdxFile.Parse(TwoByThree, "test");
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Elements.ToArray());
    }

    [Fact]
    public void The_bytes_written_are_those_of_the_format() => Assert.Equal(TwoByThree, IdxFile.ToBytes([1, 2, 3, 4, 5, 6], 2, 3));

    [Fact]
    public void Every_array_comes_back_as_it_was_written() =>
        Gen.Int[0, 5].Array[1, 4].SelectMany(shape => Gen.Byte.Array[shape.Aggregate(1, (product, n) => product * n)].Select(e => (shape, e)))
            .Sample((shape, elements) =>
            {
                var array = IdxFile.Parse(IdxFile.ToBytes(elements, shape), "test");
                return array.Shape.SequenceEqual(shape) && array.Elements.Span.SequenceEqual(elements);
            }, iter: 1_000);

    [Theory]
    [InlineData(new byte[] { }, "does not begin")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0 }, "does not begin")]
    [InlineData(new byte[] { 0, 0, 0x0d, 1, 0, 0, 0, 0 }, "element type is 13")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "0 axes")]
    [InlineData(new byte[] { 0, 0, 8, 200 }, "200 axes")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1 }, "ends within its header")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "4294967295 long")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0 }, "axis 1 is 65536 long")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 7 }, "1 bytes follow its header; its shape (2) needs 2")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0, 7 }, "1 bytes follow its header; its shape (0) needs 0")]
    public void A_file_that_cannot_be_read_is_refused_with_the_reason(byte[] bytes, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Parse(bytes, "test"));
        Assert.StartsWith("test cannot be read as an IDX file: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Changed_and_random_bytes_give_an_array_or_InvalidDataException_and_little_memory()
    {
        var mutated = Gen.Select(Gen.Int[0, TwoByThree.Length - 1], Gen.Byte).Array[1, 3].Select(changes =>
        {
            var copy = TwoByThree.ToArray();
            foreach (var (at, value) in changes)
                copy[at] = value;
            return copy;
        });
        Gen.OneOf(mutated, Gen.Byte.Array[0, 40]).Sample(bytes =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var array = IdxFile.Parse(bytes, "test");
                Assert.Equal(array.Elements.Length, array.Shape.Aggregate(1, (product, n) => product * n));
            }
            catch (InvalidDataException)
            {
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
        }, iter: 5_000);
    }

    [Fact]
    public void Elements_that_do_not_fill_the_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => IdxFile.ToBytes([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => IdxFile.ToBytes([1, 2, 3], -3));
        Assert.Throws<ArgumentException>(() => IdxFile.ToBytes([1]));
    }
}
