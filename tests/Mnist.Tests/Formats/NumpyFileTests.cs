using System.Text;
using CsCheck;
using Relevance.Formats;

namespace Mnist.Tests.Formats;

public sealed class NumpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Integers_that_NumPy_wrote_are_read()
    {
        var labels = NumpyFile.Read(WrittenByNumpy("labels.npy"));
        Assert.Equal([32L], labels.Shape);
        Assert.Equal(NumpyElementType.Int32, labels.ElementType);
        Assert.Equal(32, labels.Count);
        Assert.All(labels.ToLongs(), label => Assert.InRange(label, 0, 9));
        Assert.Equal(10, labels.ToLongs().Distinct().Count());
    }

    [Fact]
    public void Floating_point_numbers_that_NumPy_wrote_are_read()
    {
        var logits = NumpyFile.Read(WrittenByNumpy("logits.npy"));
        Assert.Equal([32L, 10], logits.Shape);
        Assert.Equal(NumpyElementType.Float64, logits.ElementType);
        Assert.All(logits.ToDoubles(), value => Assert.InRange(value, -100, 100));
    }

    [Fact]
    public void A_written_file_equals_that_of_NumPy_to_the_byte()
    {
        var path = folder.File("copy.npy");
        var labels = NumpyFile.Read(WrittenByNumpy("labels.npy"));
        NumpyFile.Write<int>(path, [.. labels.ToLongs().Select(l => (int)l)], labels.Shape);
        Assert.Equal(File.ReadAllBytes(WrittenByNumpy("labels.npy")), File.ReadAllBytes(path));

        var logits = NumpyFile.Read(WrittenByNumpy("logits.npy"));
        NumpyFile.Write<double>(path, logits.ToDoubles(), logits.Shape);
        Assert.Equal(File.ReadAllBytes(WrittenByNumpy("logits.npy")), File.ReadAllBytes(path));
    }

    [Fact]
    public void Every_type_comes_back_as_it_was_written()
    {
        RoundTrip<byte>([0, 1, 255], a => a.ToBytes());
        RoundTrip<int>([int.MinValue, 0, int.MaxValue], a => [.. a.ToLongs().Select(v => (int)v)]);
        RoundTrip<long>([long.MinValue, 0, long.MaxValue], a => a.ToLongs());
        RoundTrip<float>([float.MinValue, -0.1f, float.NaN], a => a.ToSingles());
        RoundTrip<double>([double.MinValue, -0.1, double.PositiveInfinity], a => a.ToDoubles());
    }

    [Fact]
    public void Every_type_converts_to_floating_point()
    {
        byte[] values = [0, 7, 200];
        Check(Write<byte>(values));
        Check(Write<int>([0, 7, 200]));
        Check(Write<long>([0, 7, 200]));
        Check(Write<float>([0, 7, 200]));
        Check(Write<double>([0, 7, 200]));

        static void Check(NumpyArray array)
        {
            Assert.Equal([0f, 7f, 200f], array.ToSingles());
            Assert.Equal([0d, 7d, 200d], array.ToDoubles());
        }
    }

    [Fact]
    public void A_single_number_and_an_empty_array_have_their_shapes()
    {
        var path = folder.File("a.npy");
        NumpyFile.Write<double>(path, [3.5]);
        Assert.Empty(NumpyFile.Read(path).Shape);
        Assert.Equal([3.5], NumpyFile.Read(path).ToDoubles());
        NumpyFile.Write<byte>(path, [], 0, 28, 28);
        Assert.Equal([0L, 28, 28], NumpyFile.Read(path).Shape);
        Assert.Empty(NumpyFile.Read(path).ToBytes());
    }

    [Fact]
    public void Version_2_and_other_spellings_of_the_header_are_read()
    {
        byte[] elements = [1, 2, 3];
        var array = Parse(Npy("""{"shape": (3,), 'fortran_order': False , 'descr':"<u1"}""", elements, version: 2));
        Assert.Equal(elements, array.ToBytes());
        Assert.Equal([3L], array.Shape);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }", "Fortran")]
    [InlineData("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", ">f8")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "|O")]
    [InlineData("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }", "[('x', '<f8')]")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 99999999999), }", "too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", "shape is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,,2), }", "shape is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "8 bytes follow its header; its shape (2) of Float64 needs 16")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), } + evil()", "header is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'more': '', }", "header is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "header is not understood")]
    [InlineData("", "header is not understood")]
    public void A_file_that_cannot_be_read_is_refused_with_the_reason(string header, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Parse(Npy(header, new byte[8])));
        Assert.Contains(reason, error.Message);
        Assert.StartsWith("test.npy cannot be read as a NumPy array: ", error.Message);
    }

    [Fact]
    public void A_file_cut_anywhere_or_with_a_byte_too_many_is_refused()
    {
        var whole = File.ReadAllBytes(WrittenByNumpy("labels.npy"));
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => Parse(whole[..length]));
        Assert.Throws<InvalidDataException>(() => Parse([.. whole, 0]));
    }

    [Fact]
    public void Changed_and_random_bytes_give_an_array_or_InvalidDataException_and_little_memory()
    {
        var whole = File.ReadAllBytes(WrittenByNumpy("labels.npy"));
        var mutated = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Select(changes =>
        {
            var copy = whole.ToArray();
            foreach (var (at, value) in changes)
                copy[at] = value;
            return copy;
        });
        var text = Gen.String[0, 200].Select(header => Npy(header, []));
        Gen.OneOf(mutated, text, Gen.Byte.Array[0, 300]).Sample(bytes =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var array = Parse(bytes);
                Assert.Equal(array.Count, array.Shape.Aggregate(1L, (product, length) => product * length));
            }
            catch (InvalidDataException)
            {
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }, iter: 5_000);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused_and_nothing_is_written()
    {
        var path = folder.File("a.npy");
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<float>(path, [1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<float>(path, [1], -1, -1));
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<float>(path, [], long.MaxValue, long.MaxValue));
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<short>(path, [1], 1));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_conversion_that_would_lose_the_type_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Write<float>([1, 2, 3]).ToLongs());
        Assert.Throws<InvalidDataException>(() => Write<int>([1, 2, 3]).ToBytes());
    }

    private static string WrittenByNumpy(string name) => Path.Combine(AppContext.BaseDirectory, "Formats", "numpy", name);

    private static NumpyArray Parse(byte[] bytes) => NumpyFile.Read(new MemoryStream(bytes), "test.npy");

    private static byte[] Npy(string header, byte[] elements, int version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. elements];
    }

    private NumpyArray Write<T>(T[] values)
        where T : unmanaged
    {
        var path = folder.File("a.npy");
        NumpyFile.Write<T>(path, values, values.Length);
        return NumpyFile.Read(path);
    }

    private void RoundTrip<T>(T[] values, Func<NumpyArray, T[]> convert)
        where T : unmanaged => Assert.Equal(values, convert(Write(values)));
}
