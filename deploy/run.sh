#!/usr/bin/env bash
# Builds the whole house and serves it: SQLite under ./data on http://127.0.0.1:8080, unless WENZHENG_* says otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/web.sh
cargo build --profile quick --locked
wenzheng=${CARGO_TARGET_DIR:-target}/quick/wenzheng

# On PostgreSQL only the command migrates; on SQLite whatever opens the house does.
case "${WENZHENG_DATABASE_URL:-}" in
    postgres*) "$wenzheng" migrate ;;
esac
# A demonstration for an empty house; where people work already it says so and changes nothing.
if "$wenzheng" --help | grep -qE '^ +demo '; then
    "$wenzheng" demo
fi
exec "$wenzheng" serve
