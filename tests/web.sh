#!/usr/bin/env bash
# Brings the front end's packages up to its lock file and builds it; with `check`, also types, lint and tests.
set -euo pipefail
cd "$(dirname "$0")/../web"
[ -f package.json ] || exit 0
command -v npm >/dev/null || { echo "no npm on this machine: install Node first" >&2; exit 1; }

# npm writes this copy of the lock file when it has installed all of it.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --no-audit --no-fund
    touch node_modules/.package-lock.json
fi
# What is built is left alone while no source is newer: a release binary carries it and would be compiled again.
newer() { find . -newer dist/manifest.json -type f ! -path './node_modules/*' ! -path './dist/*' ! -path './wire/*' -print -quit; }
if [ ! -f dist/manifest.json ] || [ -n "$(newer)" ]; then
    npm run build
fi
if [ "${1:-}" = check ]; then
    npm run types
    npm run lint
    npm test
    npm run support
fi
