#!/usr/bin/env bash
# .NET 10 runtime (seen with 10.0.12) and System.Numerics.Tensors 11.0.0, Linux x64, a processor with AVX-512.
#
# A guess from memory: DOTNET_EnableAVX512F=0 makes a .NET program compute as on a processor without AVX-512, as it did on .NET 8 and 9, so
# that a library can be tested for the same results on both. On .NET 10 that variable is ignored without a word: a test that sets it tests
# nothing. The switch is DOTNET_EnableAVX512=0 now. It shows in TensorPrimitives.Sum, whose order of additions, and so whose last bits, follow the
# width of the vectors.
#
# Output seen:
#   default                  512-bit vectors: True   sum 44FAD132
#   DOTNET_EnableAVX512F=0   512-bit vectors: True   sum 44FAD132
#   DOTNET_EnableAVX512=0    512-bit vectors: False  sum 44FAD131
#
# On a processor without AVX-512 there is nothing to see; the script says so. It fails if the behaviour changes.
set -euo pipefail
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name widths --output . >/dev/null
dotnet add package System.Numerics.Tensors --version 11.0.0 >/dev/null
cat > Program.cs <<'CS'
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

var values = Enumerable.Range(1, 10_007).Select(i => (i * 2654435761L % 1000003) / 1000003f - 0.3f).ToArray();
Console.WriteLine($"512-bit vectors: {Vector512.IsHardwareAccelerated,-5}  sum {BitConverter.SingleToUInt32Bits(TensorPrimitives.Sum<float>(values)):X8}");
CS
dotnet build -c Release --output out >/dev/null
run() { env "$@" dotnet out/widths.dll; }
plain=$(run A=1)
old=$(run DOTNET_EnableAVX512F=0)
new=$(run DOTNET_EnableAVX512=0)
printf '%-24s %s\n' default "$plain" DOTNET_EnableAVX512F=0 "$old" DOTNET_EnableAVX512=0 "$new"
if [[ $plain != *True* ]]; then
    echo "This processor has no AVX-512, or the runtime does not use it: nothing to see here."
    exit 0
fi
[[ $old == "$plain" ]] || { echo "DOTNET_EnableAVX512F=0 does something again."; exit 1; }
[[ $new == *False* && ${new##* } != "${plain##* }" ]] || { echo "DOTNET_EnableAVX512=0 does not do what it did."; exit 1; }
