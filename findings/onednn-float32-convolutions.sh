#!/usr/bin/env bash
# libtorch computes wrong float32 convolutions with oneDNN on some processors, silently.
#
# Versions:  TorchSharp 0.107.0 with libtorch 2.10.0 (its oneDNN), Linux x64.
# Seen on:   AMD EPYC of the Zen 5 family (AVX-512), one thread or several.
# What is done: conv2d of random float32 images, two at a time, of 20, 24, 40 and other numbers of channels with 3x3 and 5x5 kernels, against the same
#            convolution computed in float64 from the same numbers, in which oneDNN has no part.
# Expected:  errors around 1e-7 of the largest value of the output.
# Seen:      with 20, 24 or 40 input channels errors of 17 to 33 % of it, or NaN, for every number of output channels; with 16, 32 or 48 all is right. With
#            oneDNN switched off (at::Context::setUserEnabledMkldnn) all is right: the fault is oneDNN's.
#
# The fault depends on the processor. The script ends with 0 if it sees the fault as described. Where everything is right it ends with 0, and says so, only if
# oneDNN has no AVX-512 to use here, which is where the fault was seen: another processor. It ends with 1 if everything is right though there is AVX-512 on a
# processor of AMD (the behaviour has changed), or anything else happens.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_ROLL_FORWARD=Major
dotnet new console --output check --no-restore >/dev/null
cd check
dotnet add package TorchSharp --version 0.107.0 --no-restore >/dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 >/dev/null
