#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own at TEST_POSTGRES_URL, and stops it whatever happens.
#   tests/with-postgres.sh cargo nextest run
# A server named by TEST_POSTGRES_URL beforehand is used as it is.
set -euo pipefail

if [ -n "${TEST_POSTGRES_URL:-}" ]; then
    exec "$@"
fi

bin=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/postgres" ]; then
    echo "no PostgreSQL on this machine: install the package postgresql (make test does)" >&2
    exit 1
fi

ready=$(command -v pg_isready || ls /usr/lib/postgresql/*/bin/pg_isready | sort -V | tail -n 1)

place=$(mktemp -d "${TMPDIR:-/tmp}/wenzheng-postgres.XXXXXX")
server=
command=
clean_up() {
    if [ -n "$command" ]; then
        kill -TERM "$command" 2>/dev/null || true
    fi
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# PostgreSQL refuses to run as root; the package made a user for it.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$place"
    as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$place")
fi

cd "$place"
"${as_owner[@]}" "$bin/initdb" --pgdata="$place/data" --username=wenzheng --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$place/initdb.log" || {
    cat "$place/initdb.log" >&2
    exit 1
}

# A port that was free a moment ago; another one if somebody was quicker.
for _ in $(seq 20); do
    port=$((20000 + RANDOM % 20000))
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
    "${as_owner[@]}" "$bin/postgres" -D "$place/data" -c listen_addresses=127.0.0.1 -c port="$port" \
        -c unix_socket_directories="$place" -c max_connections=300 -c fsync=on >"$place/server.log" 2>&1 &
    server=$!
    # The port opens before the server is up.
    for _ in $(seq 100); do
        if "$ready" -q -h 127.0.0.1 -p "$port"; then break 2; fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    kill -0 "$server" 2>/dev/null && break
    server=
done
if [ -z "$server" ]; then
    cat "$place/server.log" >&2
    exit 1
fi

cd "$OLDPWD"
export TEST_POSTGRES_URL="postgres://wenzheng@127.0.0.1:$port/postgres"
# Beside this shell, which stays to stop the server and hears at once when it is to end itself.
"$@" <&0 &
command=$!
status=0
wait "$command" || status=$?
command=
exit "$status"
