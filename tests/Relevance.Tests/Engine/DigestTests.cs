using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;

namespace Relevance.Tests.Engine;

/// <summary>
/// Digests of the scores and relevances of every method on the first golden digits stand in <c>digests.txt</c>: whatever the batch, the threads, and the
/// processor (<see cref="ProcessorTests"/> runs this class again with parts of it switched off), the bits are these. Where a change means to change them,
/// <c>RELEVANCE_WRITE_DIGESTS=1</c> writes the file anew.
/// </summary>
public class DigestTests
{
    /// <summary>Set where fused multiply-adds are emulated: only <see cref="Few"/> methods, and two digits.</summary>
    internal const string OnlyFew = "RELEVANCE_FEW_DIGESTS";

    /// <summary>What <see cref="Path"/> should be, where a test asked for one.</summary>
    internal const string ExpectedPath = "RELEVANCE_EXPECTED_PATH";

    private const string Write = "RELEVANCE_WRITE_DIGESTS", File = "digests.txt";
    private static readonly string[] Few = ["gradient", "sensitivity-analysis", "guided-backpropagation", "lrp lrp-0", "lrp epsilon-gamma-box"];

    private static readonly Dictionary<string, Explainer> Methods = new()
    {
        ["gradient"] = new InputGradient(Golden.Network),
        ["gradient-times-input"] = new GradientTimesInput(Golden.Network),
        ["sensitivity-analysis"] = new SensitivityAnalysis(Golden.Network),
        ["guided-backpropagation"] = new GuidedBackpropagation(Golden.Network),
        ["deconvolution"] = new Deconvolution(Golden.Network),
    };

    static DigestTests()
    {
        foreach (var composite in NamedComposites.All)
            Methods[$"lrp {composite.Name}"] = new LayerwiseRelevancePropagation(Golden.Network, composite.Create(Golden.Low, Golden.High, new Dictionary<string, double>()));
    }

    /// <summary>What the engine's vectors are computed with.</summary>
    internal static string Path =>
        Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : Fma.IsSupported ? "128 bits, fused"
        : Vector128.IsHardwareAccelerated ? "128 bits"
        : "single numbers";

    [Fact]
    public void Bits_are_those_of_the_file_whatever_the_batch_and_the_threads()
    {
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            System.IO.File.WriteAllLines(SourceFile(), Methods.Keys.Select(name =>
                $"{name}: {string.Join(' ', new[] { 20, 2 }.SelectMany(digits => new[] { Digest<float>(name, digits), Digest<double>(name, digits) }))}"));
            return;
        }
        var known = System.IO.File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Engine", File)).Select(line => line.Split(": ")).ToDictionary(line => line[0], line => line[1].Split(' '));
        if (Environment.GetEnvironmentVariable(OnlyFew) == "1")
        {
            Assert.All(Few, name => Assert.Equal(known[name][2..], (string[])[Digest<float>(name, 2), Digest<double>(name, 2)]));
            return;
        }
        Assert.Equal(Methods.Keys, known.Keys);
        foreach (var name in Methods.Keys)
        {
            Assert.Equal(known[name][2..], (string[])[Digest<float>(name, 2), Digest<double>(name, 2)]);
            foreach (var (batch, threads) in new[] { (1, 1), (1, 2), (7, 1), (7, 2), (64, 1), (64, 2) })
            {
                string[] found = [Digest<float>(name, 20, batch, threads), Digest<double>(name, 20, batch, threads)];
                Assert.True(known[name][..2].SequenceEqual(found), $"{name} in batches of {batch} on {threads} threads: {string.Join(' ', found)}");
            }
        }
    }

    [Fact]
    public void Vectors_are_as_wide_as_this_process_may_use()
    {
        Assert.Equal(Vector512.IsHardwareAccelerated, Relevance.Engine.Widths.Has512);
        if (Environment.GetEnvironmentVariable(ExpectedPath) is { } expected)
            Assert.Equal(expected, Path);
    }

    private static string Digest<T>(string method, int digits, int batch = 64, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var explanation = Methods[method].Explain(
            Tensors.Range(Golden.Images<T>(), 0, digits), Target.Labels(Golden.Classes[..digits]), new ExplainOptions { BatchSize = batch, Threads = threads });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(explanation.Scores.Values));
        hash.AppendData(MemoryMarshal.AsBytes(explanation.Relevance.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string SourceFile([CallerFilePath] string path = "") => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, File);
}
