using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Relevance.Formats;

namespace Mnist.Tests.Formats;

public sealed class SafetensorsTests
{
    private static readonly Gen<NamedTensor> Tensor =
        from shape in Gen.Long[0, 4].Array[0, 3]
        from values in Gen.Float.Where(float.IsFinite).Array[(int)shape.Aggregate(1L, (product, size) => product * size)]
        from name in Gen.String
        where name != "__metadata__" && IsUnicode(name)
        select new NamedTensor(name, [.. shape], values);

    private static readonly Gen<Safetensors> Content =
        from tensors in Tensor.Array[0, 5]
        from metadata in Gen.String.Where(IsUnicode).Array[0, 3]
        select new Safetensors(
            Safetensors.NoMetadata.AddRange(metadata.Distinct().Select(text => KeyValuePair.Create(text, text + "\"\n"))),
            [.. tensors.DistinctBy(tensor => tensor.Name)]);

    [Fact]
    public void What_was_written_is_read() => Content.Sample(content =>
    {
        var read = Safetensors.Read(content.ToBytes());
        var expected = content.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        return read.Metadata.SequenceEqual(content.Metadata)
            && read.Tensors.Length == expected.Length
            && read.Tensors.Zip(expected).All(pair => pair.First.Name == pair.Second.Name
                && pair.First.Shape.SequenceEqual(pair.Second.Shape)
                && pair.First.Values.Span.SequenceEqual(pair.Second.Values.Span));
    }, iter: 300);

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_tensors() => Content.Sample(content =>
        content.ToBytes().AsSpan().SequenceEqual((content with { Tensors = [.. content.Tensors.Reverse()] }).ToBytes()), iter: 100);

    [Fact]
    public void A_file_made_by_hand_is_read()
    {
        var read = Safetensors.Read(File("""{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   """,
            0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00, 0x3f));
        Assert.Equal("pt", read.Metadata["format"]);
        Assert.Equal([], read["a"].Shape);
        Assert.Equal([1f], read["a"].Values.ToArray());
        Assert.Equal([2, 1], read["b"].Shape);
        Assert.Equal([-2f, 0.5f], read["b"].Values.ToArray());
    }

    [Fact]
    public void The_written_bytes_are_those_of_the_format()
    {
        var file = new Safetensors(Safetensors.NoMetadata, [new("w", [1, 2], new[] { 1f, -2f })]).ToBytes();
        const string header = """{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        Assert.Equal(File(header, 0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0), file);
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0xbf })]
    [InlineData("F32", new byte[] { 0, 0, 0xc0, 0xbf })]
    [InlineData("F16", new byte[] { 0, 0xbe })]
    [InlineData("BF16", new byte[] { 0xc0, 0xbf })]
    public void Every_floating_point_type_becomes_float32(string type, byte[] minusOneAndAHalf)
    {
        var file = File($$$"""{"x":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[0,{{{minusOneAndAHalf.Length}}}]}}""", minusOneAndAHalf);
        Assert.Equal([-1.5f], Safetensors.Read(file)["x"].Values.ToArray());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "needs 8 bytes and has 4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "truncated")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "belong to nothing")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"y":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "gap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "JSON")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}""", "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "lacks a valid")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "bytes 4 to 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,1e30]}}""", "lacks a valid")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""", "lacks a valid")]
    [InlineData("""{"x":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", "type I32")]
    [InlineData("""{"x":[]}""", "lacks a valid")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", "not a JSON object of texts")]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("""{""", "JSON")]
    [InlineData("", "JSON")]
    public void A_false_header_is_refused_with_the_reason(string header, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(File(header, 0, 0, 0, 0)));
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0xc0, 0x7f }, "NaN")]
    [InlineData(new byte[] { 0, 0, 0x80, 0xff }, "-Infinity")]
    public void Weights_that_are_no_finite_numbers_are_refused(byte[] value, string name)
    {
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(File("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", value)));
        Assert.Contains($"'x' has the value {name} at position 0", error.Message);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused()
    {
        var file = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => Safetensors.Read(file)).Message);
        BinaryPrimitives.WriteUInt64LittleEndian(file, 9);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => Safetensors.Read(file)).Message);
    }

    [Fact]
    public void Every_truncation_is_refused() => Content.Where(content => content.Tensors.Any(tensor => !tensor.Values.IsEmpty)).Sample(content =>
    {
        var file = content.ToBytes();
        for (var length = 0; length < file.Length; length += 1 + length / 16)
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(file.AsMemory(0, length)));
    }, iter: 20);

    [Fact]
    public void Changed_bytes_are_read_or_refused_and_never_anything_else()
    {
        var valid = new Safetensors(Safetensors.NoMetadata.Add("k", "v"), [new("a", [2], new[] { 1f, 2f }), new("b", [1, 1], new[] { 3f })]).ToBytes();
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var file = valid.ToArray();
            foreach (var (position, value) in changes)
                file[position] = value;
            ReadOrRefuse(file);
        }, iter: 3000);
    }

    [Fact]
    public void Random_headers_are_read_or_refused_and_never_anything_else()
    {
        string[] tokens = ["{", "}", "[", "]", ":", ",", "\"x\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"F32\"", "\"__metadata__\"", "0", "4", "-1", "1e99", "null", "\"\\ud800\"", "ÿ"];
        Gen.Int[0, tokens.Length - 1].Array[0, 30].Sample(indices => ReadOrRefuse(File(string.Concat(indices.Select(i => tokens[i])), 0, 0, 0, 0)), iter: 3000);
        Gen.Byte.Array[0, 64].Sample(bytes => ReadOrRefuse(bytes), iter: 1000);
    }

    [Fact]
    public void A_missing_file_is_reported_with_its_path()
    {
        var error = Assert.ThrowsAny<IOException>(() => Safetensors.Load("no/such/file"));
        Assert.Contains("no/such/file", error.Message);
    }

    private static void ReadOrRefuse(byte[] file)
    {
        try
        {
            Assert.All(Safetensors.Read(file).Tensors, tensor => Assert.Equal(tensor.Shape.Aggregate(1L, (product, size) => product * size), tensor.Values.Length));
        }
        catch (InvalidDataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static byte[] File(string header, params byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    // A lone half of a surrogate pair cannot be written as UTF-8.
    private static bool IsUnicode(string text) => new UTF8Encoding(false, false).GetString(Encoding.UTF8.GetBytes(text)) == text;
}
