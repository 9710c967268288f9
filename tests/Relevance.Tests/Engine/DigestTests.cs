using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Relevance.Tests.Support;

namespace Relevance.Tests.Engine;

/// <summary>
/// Digests of the scores and relevances of every method on the first golden digits stand in <c>digests.txt</c>: whatever the processor, the bits are these
/// (<see cref="ProcessorTests"/> runs this class again with parts of it switched off; that batches and threads change nothing is for <see cref="ExplainerTests"/>
/// to say). Where a change means to change them, <c>RELEVANCE_WRITE_DIGESTS=1</c> writes the file anew.
/// </summary>
public class DigestTests
{
    /// <summary>Set where fused multiply-adds are emulated: only <see cref="Few"/> methods, and two digits.</summary>
    internal const string OnlyFew = "RELEVANCE_FEW_DIGESTS";

    /// <summary>What <see cref="Path"/> should be, where a test asked for one.</summary>
    internal const string ExpectedPath = "RELEVANCE_EXPECTED_PATH";

    private const string Write = "RELEVANCE_WRITE_DIGESTS";

    /// <summary>Some of each family whose passes are few.</summary>
    private static readonly string[] Few =
    [
        "gradient", "sensitivity-analysis", "guided-backpropagation", "lrp(composite=lrp-0)", "lrp(composite=epsilon-gamma-box)", "simple-taylor(root=baseline, baseline=blurred)",
        "integrated-gradients(steps=4, baseline=blurred, rule=trapezoid)", "expected-gradients(samples=6)", "deeplift", "deeplift(rule=reveal-cancel)", "grad-cam",
        "layer-activation-times-gradient", "occlusion(window=7, stride=7, baseline=blurred, measure=score-of-window)", "feature-ablation(segment=7)",
        "kernel-shap(segment=7, samples=40)", "lime(segment=7, samples=40, penalty=lasso)", "smoothgrad(samples=5)", "translation-average(radius=1)",
    ];

    private static readonly Dictionary<string, Explainer> Methods = Explainers.All.ToDictionary(method => method.Name, method => method.Make(Subject.Golden));

    /// <summary>What the engine's vectors are computed with.</summary>
    internal static string Path =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Fma.IsSupported ? "128 bits, fused"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "single numbers";

    /// <summary>Twenty digits fill a tile and a part of another, two of them alone are computed by their columns.</summary>
    [Fact]
    public void Bits_are_those_of_the_file()
    {
        if (IsWriting)
        {
            WriteKnown("digests.txt", Methods.Keys, name => [Digest<float>(name, 20), Digest<double>(name, 20), Digest<float>(name, 2), Digest<double>(name, 2)]);
            return;
        }
        var known = Known("digests.txt");
        Assert.Equal(Methods.Keys, known.Keys);
        Assert.All<string>(AreFew ? Few : Methods.Keys, name =>
        {
            Assert.Equal(known[name][2..], (string[])[Digest<float>(name, 2, batch: 1), Digest<double>(name, 2, batch: 1)]);
            if (!AreFew)
                Assert.Equal(known[name][..2], (string[])[Digest<float>(name, 20), Digest<double>(name, 20)]);
        });
    }

    [Fact]
    public void Vectors_are_as_wide_as_this_process_may_use()
    {
        Assert.Equal(Vector512.IsHardwareAccelerated, Relevance.Engine.Widths.Has512);
        if (Environment.GetEnvironmentVariable(ExpectedPath) is { } expected)
            Assert.Equal(expected, Path);
    }

    private static string Digest<T>(string method, int digits, int batch = 64)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var explanation = Methods[method].Explain(
            Tensors.Range(Golden.Images<T>(), 0, digits), Target.Labels(Golden.Classes[..digits]), new ExplainOptions { BatchSize = batch, Threads = 1 });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(explanation.Scores.Values));
        hash.AppendData(MemoryMarshal.AsBytes(explanation.Relevance.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether the files are to be written anew.</summary>
    internal static bool IsWriting => Environment.GetEnvironmentVariable(Write) == "1";

    /// <summary>Whether only a few digests are asked for.</summary>
    internal static bool AreFew => Environment.GetEnvironmentVariable(OnlyFew) == "1";

    /// <summary>The digests that stand in a file, by name.</summary>
    internal static Dictionary<string, string[]> Known(string file) =>
        File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Engine", file)).Select(line => line.Split(": ")).ToDictionary(line => line[0], line => line[1].Split(' '));

    /// <summary>Writes a file of digests among the sources.</summary>
    internal static void WriteKnown(string file, IEnumerable<string> names, Func<string, string[]> digests, [CallerFilePath] string path = "") =>
        File.WriteAllLines(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, file), names.Select(name => $"{name}: {string.Join(' ', digests(name))}"));
}
