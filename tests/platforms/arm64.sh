#!/usr/bin/env bash
# Arm64 under qemu: data sets and files, that must have the bits of this processor, and the tests of what has vectors.
. "$(dirname "$0")/common.sh"
need qemu-aarch64-static qemu-user-static || skip 'qemu cannot be installed.' arm64 arm64-numbers arm64-files

# The libraries of Debian for Arm64, unpacked beside the system, which stays as it is.
mkdir -p "$work"/{lists,archives}/partial "$work/system"
touch "$work/status"
apt_arm64() {
    apt-get -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::lists="$work/lists" \
        -o Dir::State::status="$work/status" -o Dir::Cache="$work" -o APT::Sandbox::User=root -qq "$@"
}
(cd "$work/archives" && apt_arm64 update && apt_arm64 download libc6 libgcc-s1 libstdc++6 libicu72 libssl3 zlib1g) \
    || skip 'the libraries for Arm64 cannot be had.' arm64 arm64-numbers arm64-files
for package in "$work"/archives/*.deb; do
    dpkg -x "$package" "$work/system"
done

dotnet publish tests/L2Loss.Runner --runtime linux-arm64 --self-contained --output "$work/runner" --verbosity quiet \
    || skip 'the runtime for Arm64 cannot be had.' arm64 arm64-numbers arm64-files
runner="$work/arm64"
printf '#!/bin/sh\nexec qemu-aarch64-static -L "%s" "%s" "$@"\n' "$work/system" "$work/runner/L2Loss.Runner" >"$runner"
program="$work/program"
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$runner" "$root/tests/L2Loss.Framework/bin/Debug/net8.0/L2Loss.Framework.dll" >"$program"
chmod +x "$runner" "$program"
export DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0

status=0
L2LOSS_OTHER_RUNTIME="$program" run arm64 'FullyQualifiedName~Runtime' "$numbers" "$files" || status=1
"$runner" --tests TestResults/arm64-numbers.xml "$numbers" .Kernel. || status=1
"$runner" --tests TestResults/arm64-files.xml "$files" DecimalBytesTests DelimitedFileTests || status=1
exit "$status"
