#!/usr/bin/env bash
# The tests of numbers and files with each width of vectors that this processor has but its own.
. "$(dirname "$0")/common.sh"
status=0
DOTNET_EnableAVX2=0 run vectors-128 '' "$numbers" "$files" || status=1

# Without vectors the runtime itself is slow: only the tests of what is written with vectors.
filter=
for tests in Kernel ColumnTests DoubleDouble InvariantText DecimalBytes DelimitedFile DelimitedSource JsonLinesTests ParquetEncoding; do
    filter+="${filter:+|}FullyQualifiedName~$tests"
done
DOTNET_EnableHWIntrinsic=0 run vectors-none "$filter" "$numbers" "$files" || status=1

# Elsewhere every other test is the one with 256 bits.
if grep -q avx512f /proc/cpuinfo; then
    DOTNET_EnableAVX512F=0 run vectors-256 '' "$numbers" "$files" || status=1
fi
exit "$status"
