#!/usr/bin/env bash
# Ends the servers that start.sh started, and removes their folder.
set -uo pipefail
base="${L2LOSS_DATABASES:-$(dirname "$(mktemp -u)")/l2loss-databases}"
[ -d "$base" ] || exit 0
for pid in "$base"/*/postmaster.pid "$base"/*/server.pid "$base"/*/sshd-*.pid; do
    [ -f "$pid" ] && kill -TERM "$(head -1 "$pid")" 2>/dev/null
done
# ClickHouse writes no file of that kind.
for pid in $(pgrep -f -- "^clickhouse-server --config-file=$base/clickhouse-"); do kill -TERM "$pid"; done
# Their files go once they are gone.
for _ in $(seq 60); do
    alive=0
    for pid in "$base"/*/postmaster.pid "$base"/*/server.pid; do
        [ -f "$pid" ] && kill -0 "$(head -1 "$pid" 2>/dev/null)" 2>/dev/null && alive=1
    done
    pgrep -f -- "^clickhouse-server --config-file=$base/clickhouse-" >/dev/null && alive=1
    [ "$alive" -eq 0 ] && break
    sleep 0.5
done
rm -rf "$base"
