#!/usr/bin/env bash
# Starts the servers that the database tests use, on loopback and in a folder of their own, and prints the variables that tell
# the tests where they are: eval "$(tests/databases/start.sh)". What cannot be had is left out, and its tests are skipped.
#
#   tests/databases/start.sh [postgres] [mariadb] [clickhouse] [ssh]     all of them by default
#
# L2LOSS_DATABASES names the folder. stop.sh ends them all.
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$(dirname "$here")")"
base="${L2LOSS_DATABASES:-$(dirname "$(mktemp -u)")/l2loss-databases}"
wanted=" ${*:-postgres mariadb clickhouse ssh} "

postgres_ports=(54381 54382 54383)
mariadb_port=33081
clickhouse_ports=(19081 19082 19083)
ssh_ports=(22081 22082 22083)

wants() { [[ "$wanted" == *" $1 "* ]]; }
say() { echo "$*" >&2; }

# Servers refuse to run as root, or should not.
as() {
    local user="$1"
    shift
    if [ "$(id -u)" -eq 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

owned() {
    mkdir -p "$2"
    if [ "$(id -u)" -eq 0 ]; then chown -R "$1" "$2"; fi
}

missing=()
wants postgres && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && missing+=(postgresql postgresql-contrib)
wants mariadb && ! command -v mariadbd >/dev/null && missing+=(mariadb-server)
wants clickhouse && ! command -v clickhouse-server >/dev/null && missing+=(clickhouse-server clickhouse-client)
wants ssh && ! [ -x /usr/sbin/sshd ] && missing+=(openssh-server openssh-client)
if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    # Without starting what is installed: RUNLEVEL 1.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$(mktemp)" 2>&1 || say "could not install ${missing[*]}"
fi

mkdir -p "$base"
chmod 755 "$base"

# One server is made and the others are copies of it: an empty one has nothing of its own.
start_postgres() {
    local bin first="$base/postgres-${postgres_ports[0]}" starts=()
    bin="$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")" || return 1
    if [ ! -f "$first/PG_VERSION" ]; then
        owned postgres "$first"
        as postgres "$bin/initdb" -D "$first" -U l2loss -A trust -E UTF8 --locale=C --no-sync >"$base/initdb.log" 2>&1 || return 1
        for port in "${postgres_ports[@]:1}"; do cp -a "$first" "$base/postgres-$port" || return 1; done
    fi
    for port in "${postgres_ports[@]}"; do
        local data="$base/postgres-$port"
        as postgres "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" -o "-p $port -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories=$data -c fsync=off -c synchronous_commit=off -c shared_buffers=64MB" start >"$data/start.log" 2>&1 \
            || as postgres "$bin/pg_isready" -h 127.0.0.1 -p "$port" >&2 &
        starts+=($!)
    done
    for start in "${starts[@]}"; do wait "$start" || return 1; done
    echo "export L2LOSS_POSTGRES='Host=127.0.0.1;Port=${postgres_ports[0]};Username=l2loss;Database=postgres'"
    echo "export L2LOSS_POSTGRES_PORTS='${postgres_ports[*]}'"
}

start_mariadb() {
    local data="$base/mariadb"
    owned mysql "$data"
    if [ ! -d "$data/mysql" ]; then
        as mysql mariadb-install-db --no-defaults --datadir="$data" --auth-root-authentication-method=normal \
            --skip-test-db >"$base/mariadb-install.log" 2>&1 || return 1
    fi
    if ! mariadb-admin --no-defaults --protocol=tcp -h 127.0.0.1 -P "$mariadb_port" -u root --silent ping >/dev/null 2>&1; then
        as mysql mariadbd --no-defaults --datadir="$data" --port="$mariadb_port" --bind-address=127.0.0.1 \
            --socket="$data/server.sock" --pid-file="$data/server.pid" --innodb-flush-log-at-trx-commit=0 \
            --character-set-server=utf8mb4 --skip-log-bin </dev/null >"$data/server.log" 2>&1 &
        for _ in $(seq 120); do
            mariadb-admin --no-defaults --protocol=tcp -h 127.0.0.1 -P "$mariadb_port" -u root --silent ping >/dev/null 2>&1 && break
            sleep 0.5
        done
    fi
    # The server is its own; the password is none, and it listens on loopback only.
    mariadb --no-defaults --protocol=tcp -h 127.0.0.1 -P "$mariadb_port" -u root -e "CREATE DATABASE IF NOT EXISTS l2loss" >&2 || return 1
    echo "export L2LOSS_MARIADB='Server=127.0.0.1;Port=$mariadb_port;User ID=root;Database=l2loss;AllowLoadLocalInfile=true'"
}

start_clickhouse() {
    local user=clickhouse
    for i in "${!clickhouse_ports[@]}"; do
        local port="${clickhouse_ports[$i]}" data="$base/clickhouse-${clickhouse_ports[$i]}"
        owned "$user" "$data"
        sed -e "s|@DATA@|$data|g" -e "s|@PORT@|$port|g" -e "s|@HTTP@|$((port + 10))|g" -e "s|@INTER@|$((port + 20))|g" \
            -e "s|@SHARD1@|${clickhouse_ports[0]}|g" -e "s|@SHARD2@|${clickhouse_ports[1]}|g" -e "s|@SHARD3@|${clickhouse_ports[2]}|g" \
            "$here/clickhouse.xml" >"$data/config.xml"
        cp "$here/clickhouse-users.xml" "$data/users.xml"
        owned "$user" "$data"
        if ! clickhouse-client --port "$port" --query "SELECT 1" >/dev/null 2>&1; then
            as "$user" clickhouse-server --config-file="$data/config.xml" </dev/null >"$data/server.log" 2>&1 &
        fi
    done
    for port in "${clickhouse_ports[@]}"; do
        for _ in $(seq 120); do
            clickhouse-client --port "$port" --query "SELECT 1" >/dev/null 2>&1 && break
            sleep 0.5
        done
        clickhouse-client --port "$port" --query "SELECT 1" >/dev/null 2>&1 || return 1
    done
    echo "export L2LOSS_CLICKHOUSE_PORTS='${clickhouse_ports[*]}'"
    echo "export L2LOSS_CLICKHOUSE_HTTP='${clickhouse_ports[*]/#1908/1909}'"
}

start_ssh() {
    local data="$base/ssh" pwsh
    mkdir -p "$data" /run/sshd 2>/dev/null
    chmod 700 "$data"
    pwsh="${L2LOSS_PWSH:-$(command -v pwsh || true)}"
    if [ -z "$pwsh" ] && command -v dotnet >/dev/null; then
        # The pinned tool of this repository.
        pwsh="$data/pwsh"
        printf '#!/bin/sh\ncd "%s" && DOTNET_NOLOGO=1 exec "%s" tool run pwsh -- "$@"\n' "$root" "$(command -v dotnet)" >"$pwsh"
        chmod 755 "$pwsh"
    fi
    [ -n "$pwsh" ] && [ -x /usr/sbin/sshd ] || { say "ssh: there is no pwsh or sshd"; return 1; }
    [ -f "$data/host_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$data/host_key"
    [ -f "$data/user_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$data/user_key"
    cp "$data/user_key.pub" "$data/authorized_keys"
    for port in "${ssh_ports[@]}"; do
        # The last of them has no module.
        local modules="$root/out"
        [ "$port" = "${ssh_ports[-1]}" ] && modules="$data/none"
        sed -e "s|@DATA@|$data|g" -e "s|@PORT@|$port|g" -e "s|@PWSH@|$pwsh|g" -e "s|@MODULES@|$modules|g" \
            "$here/sshd_config" >"$data/sshd-$port.conf"
        ssh-keyscan -p "$port" 127.0.0.1 >/dev/null 2>&1 && [ -f "$data/sshd-$port.pid" ] ||
            /usr/sbin/sshd -f "$data/sshd-$port.conf" -E "$data/sshd-$port.log" || return 1
    done
    echo "export L2LOSS_SSH_PORTS='${ssh_ports[*]}'"
    echo "export L2LOSS_SSH_KEY='$data/user_key'"
    echo "export L2LOSS_SSH_USER='$(id -un)'"
}

# All at once; what each prints is printed when it is there.
starting=()
for server in postgres mariadb clickhouse ssh; do
    if wants "$server"; then
        # So the servers hold nothing of what this script prints to, and its reader need not wait for their end.
        { "start_$server" || say "$server could not be started: its tests are skipped"; } >"$base/$server.variables" &
        starting+=("$server:$!")
    fi
done
for one in "${starting[@]}"; do
    wait "${one#*:}"
    cat "$base/${one%%:*}.variables"
done
