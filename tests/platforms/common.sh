# What the scripts here share. Each leaves result files in TestResults, from which CI counts; where something cannot be had,
# files that say so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root="$PWD"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
numbers=tests/L2Loss.Tests/bin/Debug/net10.0/L2Loss.Tests.dll
files=tests/L2Loss.Files.Tests/bin/Debug/net10.0/L2Loss.Files.Tests.dll
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p TestResults

# skip REASON NAME...: says why, and leaves a skipped result for each name.
skip() {
    echo "Skipped: $1" >&2
    shift
    for name in "$@"; do
        echo "<test-results><test-case name=\"$name\" result=\"Skipped\" /></test-results>" >"TestResults/$name.xml"
    done
    exit 0
}

# need COMMAND PACKAGE...: whether there is a command, if need be after the installation of its packages.
need() {
    command -v "$1" >/dev/null && return
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null \
        && apt-get update -qq && apt-get install -y -qq --no-install-recommends "${@:2}" >/dev/null \
        && command -v "$1" >/dev/null
}

# restore SET: whether the packages of a set can be had.
restore() {
    dotnet restore tests/platforms/Packs.csproj -p:Packs="$1" --verbosity quiet
}

# run NAME FILTER ASSEMBLY...: the tests that a filter names, into one result file.
run() {
    dotnet test "${@:3}" ${2:+--filter "$2"} --logger "trx;LogFileName=$1.trx" --results-directory TestResults
}
