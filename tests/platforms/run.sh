#!/usr/bin/env bash
# Runs what `dotnet build` has built on every platform that can be had on this machine. Leaves nine result files in
# TestResults, or ten where the processor has AVX-512.
cd "$(dirname "$0")" || exit 1
status=0
for script in older vectors arm64 windows; do
    SECONDS=0
    echo "Platform: $script"
    "./$script.sh" || status=1
    echo "Platform: $script took $SECONDS s."
done
exit "$status"
