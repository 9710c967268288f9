using System.Security.Cryptography;
using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Formats;

namespace MnistExplanation.Tests.Support;

/// <summary>A data set of the hundred embedded digits to learn from and the first sixty of them to test.</summary>
internal sealed class TinyDataset
{
    private readonly Dictionary<string, byte[]> contents = [];

    private TinyDataset()
    {
        var (training, test) = (EmbeddedDigits.Instance.Images, EmbeddedDigits.Instance.Images[..60]);
        Specification = DatasetSpecification.Mnist with
        {
            Name = "Tiny MNIST",
            TrainingImages = Add("train-images-idx3-ubyte", training.Pixels, training.Count, 28, 28),
            TrainingLabels = Add("train-labels-idx1-ubyte", training.Labels, training.Count),
            TestImages = Add("t10k-images-idx3-ubyte", test.Pixels, test.Count, 28, 28),
            TestLabels = Add("t10k-labels-idx1-ubyte", test.Labels, test.Count),
            Mirrors = [],
            NpmPackage = null,
        };
        Test = test;
    }

    internal static TinyDataset Instance { get; } = new();

    internal DatasetSpecification Specification { get; }

    internal LabelledImages Test { get; }

    /// <summary>Writes the four files into a folder.</summary>
    internal string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in contents)
            File.WriteAllBytes(Path.Combine(folder, name), content);
        return folder;
    }

    private DatasetFile Add(string name, ReadOnlyMemory<byte> elements, params int[] shape)
    {
        var bytes = contents[name] = IdxFile.ToBytes(elements.Span, shape);
        return new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
