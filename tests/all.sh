#!/usr/bin/env bash
# The whole suite: front end, lint, every test on SQLite and on a PostgreSQL of its own, one evening walked in browsers,
# and the wire types fresh.
set -euo pipefail
cd "$(dirname "$0")/.."
# In a whole run nothing may be left out for want of a server.
export CI=true
# Knobs of whoever calls are for `make run`; the suite brings its own.
unset "${!WENZHENG_@}"

tests/system.sh
tests/web.sh check
tests/lint.sh
if cargo nextest --version >/dev/null 2>&1; then
    tests/with-postgres.sh cargo nextest run --locked --no-fail-fast --config-file tests/nextest.toml
else
    tests/with-postgres.sh cargo test --locked --no-fail-fast
fi
tests/walk.sh
tests/pages.sh

# The tests have just written web/wire from the Rust types.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    stale=$(git diff --name-only -- web/wire && git ls-files --others --exclude-standard -- web/wire)
    if [ -n "$stale" ]; then
        printf 'web/wire was not what the Rust types say; it is now, add it:\n%s\n' "$stale" >&2
        exit 1
    fi
else
    echo "=== NOT CHECKED: whether web/wire was fresh. This is no git work tree. ===" >&2
fi
