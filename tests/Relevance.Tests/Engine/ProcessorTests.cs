using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Relevance.Tests.Engine;

/// <summary>
/// The digests of <see cref="DigestTests"/> and <see cref="MeasureDigestTests"/>, and the functions that no heatmap of a rectifying network needs (<see cref="ElementwiseTests"/>), in processes of
/// their own, in which parts of the processor are switched off.
/// </summary>
public class ProcessorTests
{
    /// <summary>Only a process that hangs takes this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <param name="setting">What switches a part of the processor off.</param>
    /// <param name="value">How.</param>
    /// <param name="path">What is left to compute with.</param>
    /// <param name="few">Whether fused multiply-adds are emulated then, which takes a hundred times as long.</param>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "256 bits", false)]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128", "128 bits, fused", false)]
    [InlineData("DOTNET_EnableAVX2", "0", "128 bits", true)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "single numbers", true)]
    public async Task Bits_do_not_depend_on_the_processor(string setting, string value, string path, bool few)
    {
        Assert.SkipUnless(Fma.IsSupported, "This processor has nothing to switch off.");
        Assert.SkipWhen(setting == "DOTNET_EnableAVX512" && !Vector512.IsHardwareAccelerated, "This processor computes with 256 bits anyway.");
        var program = Path.ChangeExtension(typeof(ProcessorTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        string[] tests =
        [
            "-method", $"{typeof(DigestTests).FullName}.*", "-method", $"{typeof(MeasureDigestTests).FullName}.*",
            "-method", $"{typeof(ElementwiseTests).FullName}.Functions_of_*",
        ];
        var start = new ProcessStartInfo(program, [.. tests, "-nologo", "-nocolor"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[setting] = value;
        start.Environment[DigestTests.ExpectedPath] = path;
        start.Environment[DigestTests.OnlyFew] = few ? "1" : "0";
        start.Environment["RELEVANCE_WRITE_DIGESTS"] = "";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{setting}={value}:\n{await output}\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
