#!/usr/bin/env bash
# The gradient of upsampling a line to the nearest value, as libtorch computes it, is not that of its value.
#
# Version:  libtorch 2.10.0 as TorchSharp 0.107.0 uses it (packages TorchSharp 0.107.0 and libtorch-cpu-linux-x64 2.10.0), Linux, x64.
# Input:    a line of five values, 0 to 4, and one of seven; nn.Upsample with a scale factor and mode nearest; float64.
# Expected: the gradient of the sum counts how often each value is repeated.
# Seen:     with factor 2.03 (ten places) the value repeats 0 three times and 4 once; the gradient says twice each: where the length doubles or stays, the
#           gradient is computed as if the factor were 2 or 1. With factor 2.800000055462564 (nineteen places) place 14, at 4.9999999, has the value of 5 and
#           the gradient of 4: the value rounds the place to float32, the gradient the scale. Images agree with themselves in both. The output:
#
#             line x2.03: repeated 3 2 2 2 1, gradient 2 2 2 2 2
#             image x2.03: repeated 2 2 2 2 2, gradient 2 2 2 2 2
#             line x2.800000055462564: repeated 3 3 3 3 2 3 2, gradient 3 3 3 3 3 2 2
#             image x2.800000055462564: repeated 3 3 3 3 3 2 2, gradient 3 3 3 3 3 2 2
#
# Ends with 0 if it sees that, with 1 if anything else happens.
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
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

// TorchSharp's library asks for a newer C++ runtime than Debian 12 has (symbol version GLIBCXX_3.4.32, whose hash this is), though it calls nothing of it.
// In this program's own copy the requirement is marked as weak.
var library = Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).First();
var native = File.ReadAllBytes(library);
var requirement = native.AsSpan().IndexOf<byte>([0x42, 0xf8, 0x97, 0x02, 0, 0]);
if (requirement >= 0)
{
    native[requirement + 4] = 2;
    File.Delete(library);
    File.WriteAllBytes(library, native);
}

foreach (var (length, factor) in new[] { (5, 2.03), (7, 2.800000055462564) })
{
    Show("line", nn.Upsample(null, [factor]), [1, 1, length]);
    Show("image", nn.Upsample(null, [1, factor]), [1, 1, 1, length]);

    void Show(string what, nn.Module<Tensor, Tensor> upsample, long[] shape)
    {
        var input = arange(length, ScalarType.Float64).reshape(shape).requires_grad_();
        var output = upsample.call(input);
        output.sum().backward();
        var repeated = Enumerable.Range(0, length).Select(value => output.data<double>().Count(place => place == value));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} x{factor}: repeated {string.Join(' ', repeated)}, gradient {string.Join(' ', input.grad!.data<double>())}"));
    }
}
PROGRAM
expected='line x2.03: repeated 3 2 2 2 1, gradient 2 2 2 2 2
image x2.03: repeated 2 2 2 2 2, gradient 2 2 2 2 2
line x2.800000055462564: repeated 3 3 3 3 2 3 2, gradient 3 3 3 3 3 2 2
image x2.800000055462564: repeated 3 3 3 3 3 2 2, gradient 3 3 3 3 3 2 2'
actual=$(dotnet run -c Release)
echo "$actual"
[ "$actual" = "$expected" ]
