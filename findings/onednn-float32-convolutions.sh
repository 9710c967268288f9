#!/usr/bin/env bash
# On some processors libtorch computes wrong convolutions in float32 with oneDNN, silently.
#
# Version:   libtorch 2.10.0 as TorchSharp 0.107.0 uses it (packages TorchSharp 0.107.0 and libtorch-cpu-linux-x64 2.10.0), Linux, x64.
# Processor: AMD EPYC of family 26 (Zen 5, with AVX-512). The fault depends on the processor.
# Input:     two images of 8 x 8 with 8 to 48 channels, eight kernels of 3 x 3, all numbers between -1 and 1; conv2d on one thread.
# Expected:  what the same conv2d gives in float64, in which oneDNN has no part, to some 1e-6 of its largest value.
# Seen:      errors of a fifth to half of the largest value, or NaN, where the channels are more than those of a vector and no multiple of them: a vector has
#            16 with AVX-512, 8 with AVX2. None with the kernels for SSE 4.1. The output on that processor (the percentages, and which are NaN, vary):
#
#              ALL: 8 right, 12 right, 16 right, 20 wrong (43 %), 24 wrong (52 %), 32 right, 40 wrong (28 %), 48 right
#              AVX2: 8 right, 12 wrong (53 %), 16 right, 20 wrong (NaN), 24 right, 32 right, 40 right, 48 right
#              SSE41: 8 right, 12 right, 16 right, 20 right, 24 right, 32 right, 40 right, 48 right
#
# Ends with 0 if it sees that, with a note also on another processor on which everything is right: the packages are the same there, so that it is the processor
# that makes the difference. Ends with 1 if anything else happens: on a processor of that family the behaviour has changed, on another one it is another fault.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet new console --output check >/dev/null
cd check
# Links instead of copies of 500 MB.
cat >Directory.Build.props <<'PROPS'
<Project><PropertyGroup><CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible></PropertyGroup></Project>
PROPS
dotnet add package TorchSharp --version 0.107.0 >/dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 >/dev/null
cat >Program.cs <<'PROGRAM'
using TorchSharp;
using static TorchSharp.torch;

// TorchSharp's library asks for a newer C++ runtime than Debian 12 has (symbol version GLIBCXX_3.4.32, whose hash this is), though it calls nothing of it.
// In this program's own copy the requirement is marked as weak.
var library = Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).First();
var image = File.ReadAllBytes(library);
var requirement = image.AsSpan().IndexOf<byte>([0x42, 0xf8, 0x97, 0x02, 0, 0]);
if (requirement >= 0)
{
    image[requirement + 4] = 2;
    File.Delete(library);
    File.WriteAllBytes(library, image);
}

set_num_threads(1);
var found = new List<string>();
foreach (var channels in new[] { 8, 12, 16, 20, 24, 32, 40, 48 })
{
    Tensor images = Wave(9, 2, channels, 8, 8), weights = Wave(5, 8, channels, 3, 3);
    var actual = nn.functional.conv2d(images.to(ScalarType.Float32), weights.to(ScalarType.Float32)).to(ScalarType.Float64);
    var expected = nn.functional.conv2d(images, weights);
    var error = ((actual - expected).abs().max() / expected.abs().max()).item<double>();
    found.Add($"{channels} {(error < 1e-4 ? "right" : double.IsNaN(error) ? "wrong (NaN)" : $"wrong ({100 * error:0} %)")}");
}
Console.WriteLine($"{Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA")}: {string.Join(", ", found)}");

// The same numbers in both types.
static Tensor Wave(double end, params long[] shape) =>
    linspace(-1, end, shape.Aggregate(1L, (product, length) => product * length), ScalarType.Float64).sin().to(ScalarType.Float32).to(ScalarType.Float64).reshape(shape);
PROGRAM
dotnet build --configuration Release >build.log || { cat build.log; exit 1; }

# Which numbers of channels are computed wrongly with the kernels for an instruction set; ALL is what libtorch uses when nobody asks for another one.
wrong() {
    local line
    line=$(ONEDNN_MAX_CPU_ISA=$1 dotnet bin/Release/*/check.dll 2>errors.log) || { cat errors.log >&2; exit 1; }
    echo "  $line" >&2
    [ "$(grep -o -E 'right|wrong' <<<"$line" | wc -l)" -eq 8 ] || exit 1
    sed 's/^.*: //; s/, /\n/g' <<<"$line" | awk '$2 == "wrong" { printf "%s ", $1 }'
}
all=$(wrong ALL)
avx2=$(wrong AVX2)
sse=$(wrong SSE41)

described=no
[ "$(awk -F ': ' '/^vendor_id/ { vendor = $2 } /^cpu family/ { family = $2 } END { print vendor, family }' /proc/cpuinfo)" = "AuthenticAMD 26" ] && described=yes
if [ "$all/$avx2/$sse" = "20 24 40 /12 20 /" ]; then
    echo "As described."
elif [ -z "$all$avx2$sse" ] && [ "$described" = no ]; then
    echo "Everything is right: this processor is another one than the one described, and without the fault."
else
    echo "This is not what is described."
    exit 1
fi
