#!/usr/bin/env bash
# Runs what `dotnet build` has built on every platform that can be had on this machine. Leaves nine result files in
# TestResults, or ten where the processor has AVX-512.
cd "$(dirname "$0")" || exit 1

# Scripts one after the other; what they said comes when the last of them has ended.
lane() {
    local status=0 log
    log="$(mktemp)"
    for script in "$@"; do
        SECONDS=0
        echo "Platform: $script"
        "./$script.sh" || status=1
        echo "Platform: $script took $SECONDS s."
    done >"$log" 2>&1
    cat "$log"
    rm -f "$log"
    return "$status"
}

# An emulator takes one processor, and Wine runs both builds at once.
status=0
lane arm64 &
lane older vectors || status=1
wait "$!" || status=1
lane windows || status=1
exit "$status"
