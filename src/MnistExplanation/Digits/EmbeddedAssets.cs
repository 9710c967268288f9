using Relevance.Formats;

namespace MnistExplanation.Digits;

/// <summary>What ships inside the program.</summary>
internal static class EmbeddedAssets
{
    internal const string ModelFile = "target.safetensors";
    internal const string PairsFile = "pairs.safetensors";
    internal const string ExpertsFile = "experts.safetensors";
    internal const string ImagesFile = "digits.images.npy";
    internal const string RowsFile = "digits.rows.npy";
    internal const string PrototypesFile = "prototypes.npy";

    /// <summary>Whether the program was built with it.</summary>
    internal static bool Has(string name) => typeof(EmbeddedAssets).Assembly.GetManifestResourceInfo(name) is not null;

    /// <summary>The bytes of the model file.</summary>
    internal static byte[] Model() => Bytes(ModelFile);

    /// <summary>The bytes of the model file of the network that has learned pairs of digits.</summary>
    internal static byte[] Pairs() => Bytes(PairsFile);

    /// <summary>The bytes of the file of experts.</summary>
    internal static byte[] Experts() => Bytes(ExpertsFile);

    /// <summary>One of the arrays.</summary>
    internal static NumpyArray Array(string name)
    {
        using var stream = Open(name);
        return NumpyFile.Read(stream, name);
    }

    private static byte[] Bytes(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string name) =>
        typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program was built without {name}.");
}
