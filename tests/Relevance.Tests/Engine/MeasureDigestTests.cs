using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Relevance.Metrics;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;

namespace Relevance.Tests.Engine;

/// <summary>As <see cref="DigestTests"/>, of what measures find about explanations, and of a ledger.</summary>
public class MeasureDigestTests
{
    private const int Digits = 5;
    private const string LedgerName = "ledger";

    /// <summary>Those that ask for next to nothing.</summary>
    private static readonly string[] Few = ["conservation", "sparseness", "complexity", "random-logit", LedgerName];

    private static readonly LayerwiseRelevancePropagation Propagation = Of(Golden.Network);

    private static readonly Dictionary<string, Measure> Measures = MeasureCatalogue.For(new(Subject.Golden.Domain, Of, Objects())).ToDictionary(measure => measure.Name);

    private static IEnumerable<string> Names => Measures.Keys.Append(LedgerName);

    [Fact]
    public void Bits_of_measures_and_ledgers_are_those_of_the_file()
    {
        if (DigestTests.IsWriting)
        {
            DigestTests.WriteKnown("measures.txt", Names, name => [Digest<float>(name), Digest<double>(name)]);
            return;
        }
        var known = DigestTests.Known("measures.txt");
        Assert.Equal(Names, known.Keys);
        Assert.All(DigestTests.AreFew ? Few : Names, name => Assert.Equal(known[name], (string[])[Digest<float>(name), Digest<double>(name)]));
    }

    private static LayerwiseRelevancePropagation Of(Network network) => new(network, NamedComposites.Default.Create(Golden.Low, Golden.High));

    /// <summary>The middle of each image stands for its object.</summary>
    private static bool[][] Objects() => [.. Enumerable.Range(0, Digits).Select(_ => Enumerable.Range(0, 784).Select(i => i / 28 is > 6 and < 21 && i % 28 is > 6 and < 21).ToArray())];

    private static string Digest<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var images = Tensors.Range(Golden.Images<T>(), 0, Digits);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in name == LedgerName ? Ledger() : Values())
            hash.AppendData(MemoryMarshal.AsBytes<double>(row));
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        IEnumerable<double[]> Values()
        {
            var result = Measures[name].Evaluate(Propagation, images);
            return result.Curves.SelectMany(curve => curve.Values).Select(row => row is null ? [] : row.ToArray())
                .Prepend([.. result.Values.Select(value => value ?? double.MaxValue)]);
        }

        IEnumerable<double[]> Ledger() => Propagation.ExplainWithLedger(images).Ledger.Entries.SelectMany(
            entry => new[] { entry.Entering, entry.Leaving, entry.Bias, entry.Epsilon, entry.MagnitudeLeaving }.Select(row => row.ToArray()));
    }
}
